//! Choosing the questions of a kit, explaining a shortage, and rebuilding a kit from its lock.

mod draw_rules;
mod lock;
mod select;
mod select_laws;
mod shortage;
mod similar_levels;
mod statistics;
