//! The PDF file as written, read back, flattened and redacted.

mod candidate_face;
mod contrast;
mod file;
mod form;
mod languages;
mod pictures;
mod read;
mod revise;
mod right_to_left;
mod same_bytes;
mod tags;
mod titles;
