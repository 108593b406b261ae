//! The errors of rendering, reading and joining reports.

use std::io;
use std::string::FromUtf8Error;

use thiserror::Error;

use super::model::SCHEMA;
use crate::batch::Shard;
use crate::fs::error::FileError;
use crate::wording::table::TableError;

/// A report cannot be rendered.
#[derive(Debug, Error)]
pub(crate) enum RenderReportError {
    #[error(transparent)]
    Table(#[from] TableError),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("cannot write the report")]
    Xml(#[from] io::Error),
    #[error(transparent)]
    Text(#[from] FromUtf8Error),
}

/// A file cannot be read as a report.
#[derive(Debug, Error)]
pub(crate) enum ReadReportError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error("{name} is no report: write one with `interview-kit batch --report json`")]
    NotAReport { name: String, source: serde_json::Error },
    #[error("{name} is a report with schema {schema}, but this program knows schema {SCHEMA}")]
    OtherSchema { name: String, schema: u32 },
    #[error("{name} is not a whole report")]
    Incomplete { name: String, source: serde_json::Error },
    #[error("{name} has more than {max} documents or findings, which no manifest gives")]
    TooLarge { name: String, max: usize },
}

/// Reports cannot be joined. Every `name` is that of a report's file.
#[derive(Debug, Error)]
pub(crate) enum JoinError {
    #[error("there is no report to join")]
    NoReport,
    #[error("{name} has not each of its {count} documents once, in their order")]
    MissingDocuments { name: String, count: usize },
    #[error("{name} is the report of a whole batch: there is nothing to join it with")]
    NotAShard { name: String },
    #[error("{name} is of shard {shard}, but {first_name} is of one of {count}")]
    OtherShardCount { name: String, shard: Shard, first_name: String, count: usize },
    #[error("{first_name} and {name} are both of shard {shard}")]
    SameShard { name: String, first_name: String, shard: Shard },
    #[error("there is no report of shard {number}/{count}")]
    MissingShard { number: usize, count: usize },
    #[error("there are no reports of the shards {numbers} of {count}")]
    MissingShards { numbers: String, count: usize },
    #[error("{name} is of {program}, {first_name} is of {first_program}")]
    OtherProgram { name: String, program: String, first_name: String, first_program: String },
    #[error("{name} and {first_name} are not both of batches that were made, of --check, or of --dry-run")]
    OtherMode { name: String, first_name: String },
    #[error("{name}: its run ended before the documents: {reason}")]
    NoDocuments { name: String, reason: String },
    #[error("{name} is of another manifest, or of another SOURCE_DATE_EPOCH, than {first_name}")]
    OtherManifest { name: String, first_name: String },
    #[error("{name} is of other questions than {first_name}: they were made with different locks or banks")]
    OtherQuestions { name: String, first_name: String },
    #[error("{name} has document {number}, but the manifest has {count} documents")]
    UnknownDocument { name: String, number: usize, count: usize },
    #[error("{name} has document {number}, which {first_name} has, too")]
    SameDocument { name: String, number: usize, first_name: String },
    #[error("no report has document {number} of {count}")]
    MissingDocument { number: usize, count: usize },
}
