//! The formats and files of reports: `--report json=report.json --report table`.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::commands::show;
use crate::fs::overwrite::reject_answers;
use crate::fs::temporary;
use crate::fs::write::write_text;
use crate::report::{Report, ReportFormat, render_for_terminal};

impl ValueEnum for ReportFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Self::Table => ("table", "Aligned columns"),
            Self::Json => ("json", "JSON, for programs and merge-reports: every detail, with times"),
            Self::Csv => ("csv", "For spreadsheets"),
            Self::Markdown => ("markdown", "A table for documents and pull requests"),
            Self::Junit => ("junit", "JUnit XML: test results for a build server"),
            Self::Github => ("github", "The summary of a job in a GitHub workflow"),
        };
        Some(PossibleValue::new(name).help(help))
    }
}

/// A format, and the file to write; without a file, standard output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReportTo {
    format: ReportFormat,
    pub(crate) file: Option<PathBuf>,
}

impl ReportTo {
    /// Returns true if the report gives reasons and details of each document.
    pub(super) fn is_detailed(&self) -> bool {
        matches!(self.format, ReportFormat::Json | ReportFormat::Junit | ReportFormat::Github)
    }

    /// Returns true if the report has checksums.
    pub(super) fn has_checksums(&self) -> bool {
        self.format == ReportFormat::Json
    }
}

/// The parser of `FORMAT` and `FORMAT=FILE`.
#[derive(Debug, Clone)]
pub(super) struct ReportParser;

impl TypedValueParser for ReportParser {
    type Value = ReportTo;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<ReportTo, clap::Error> {
        let formats = EnumValueParser::<ReportFormat>::new();
        let Some(text) = value.to_str() else {
            // A file name that is not Unicode cannot be separated from the format.
            return Err(formats.parse_ref(command, arg, value).err().unwrap_or_else(|| {
                let mut error = clap::Error::new(ErrorKind::InvalidUtf8).with_cmd(command);
                let invalid = ContextValue::String(value.display().to_string());
                error.insert(ContextKind::InvalidValue, invalid);
                error
            }));
        };
        let (format, file) = text.split_once('=').map_or((text, None), |(format, file)| (format, Some(file)));
        let format = formats.parse_ref(command, arg, OsStr::new(format))?;
        let file = file.filter(|file| *file != "-").map(PathBuf::from);
        Ok(ReportTo { format, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(ReportFormat::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

/// Rejects reports that cannot be written, before any work is done.
pub(super) fn check_reports(reports: &[ReportTo], force: bool) -> Result<()> {
    for (n, report) in reports.iter().enumerate() {
        if reports[..n].iter().any(|other| other.file == report.file) {
            match &report.file {
                None => {
                    bail!(
                        "two reports cannot both go to standard output: write one of them to a file with --report FORMAT=FILE"
                    )
                }
                Some(file) => bail!("two reports cannot both go to {}", file.display()),
            }
        }
        if let Some(file) = &report.file {
            check_report_file(file, report.format, force)?;
        }
    }
    Ok(())
}

/// Rejects a report file that is a folder, or that exists and is not a report in this format.
fn check_report_file(path: &Path, format: ReportFormat, force: bool) -> Result<()> {
    let name = path.display();
    if path.as_os_str().is_empty() {
        bail!("--report FORMAT=FILE: the name of the file is empty");
    }
    let Ok(found) = fs::metadata(path) else { return Ok(()) };
    if found.is_dir() {
        bail!("{name} is a folder: name a file in it for the report");
    }
    if !found.is_file() {
        bail!("{name} is not an ordinary file: write the report to standard output and redirect it");
    }
    if found.len() == 0 {
        return Ok(());
    }
    if force {
        return Ok(reject_answers(path)?);
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut head));
    read.with_context(|| format!("cannot read {name}"))?;
    if !format.matches(&String::from_utf8_lossy(&head)) {
        bail!(
            "{name} exists and is not a report that this program wrote in this format: choose another name, or add --force"
        );
    }
    Ok(())
}

/// The bytes of a file that show if it is a report.
const HEAD_BYTES: u64 = 400;

/// Writes the report in every format that was asked for. Prints on standard output only if `is_shown`.
pub(super) fn write_reports(
    report: &Report,
    is_shown: bool,
    reports: &[ReportTo],
    force: bool,
) -> Result<()> {
    if report.is_withheld() {
        return Ok(());
    }
    for to in reports {
        let is_plain = !to.is_detailed();
        match &to.file {
            // A table without rows would look like a batch without documents.
            None if is_plain && !report.has_documents() || !is_shown => {}
            None => match show::terminal_columns().filter(|_| to.format == ReportFormat::Table) {
                Some(columns) => show::result(&render_for_terminal(report, columns)?)?,
                None => show::result(&to.format.render(report)?)?,
            },
            Some(path) => {
                let text = to.format.render(report)?;
                if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    fs::create_dir_all(folder)
                        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
                }
                check_report_file(path, to.format, force)?;
                temporary::remove_leftovers(temporary::parent_folder(path));
                write_text(path, &text)?;
            }
        }
    }
    Ok(())
}
