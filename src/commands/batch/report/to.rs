//! In which forms the report goes where: `--report json=report.json --report table`.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Report, github, junit, plain};
use crate::commands::args::Format;
use crate::commands::{files, show, temporary};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// Columns for a person
    Table,
    /// For programs: all that is known, and how long it took
    Json,
    /// For spreadsheets
    Csv,
    /// For reports and READMEs
    Markdown,
    /// Test results, as build servers show them
    Junit,
    /// The summary of a GitHub job
    Github,
}

/// A form, and the file it goes to; standard output where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::commands) struct ReportTo {
    form: Form,
    pub(super) file: Option<PathBuf>,
}

impl ReportTo {
    /// Whether it tells more of a document than what came of it.
    pub(in crate::commands::batch) fn is_detailed(&self) -> bool {
        matches!(self.form, Form::Json | Form::Junit | Form::Github)
    }

    /// Whether checksums stand in it.
    pub(in crate::commands::batch) fn has_checksums(&self) -> bool {
        self.form == Form::Json
    }
}

/// Reads `FORM` or `FORM=FILE`.
#[derive(Debug, Clone)]
pub(in crate::commands::batch) struct ReportParser;

impl TypedValueParser for ReportParser {
    type Value = ReportTo;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<ReportTo, clap::Error> {
        let forms = EnumValueParser::<Form>::new();
        let Some(text) = value.to_str() else {
            // A file of a name that is no text is told apart where the form ends, which every system knows how to.
            return Err(forms.parse_ref(command, arg, value).err().unwrap_or_else(|| {
                let mut error = clap::Error::new(ErrorKind::InvalidUtf8).with_cmd(command);
                let told = ContextValue::String(value.display().to_string());
                error.insert(ContextKind::InvalidValue, told);
                error
            }));
        };
        let (form, file) = text.split_once('=').map_or((text, None), |(form, file)| (form, Some(file)));
        let form = forms.parse_ref(command, arg, OsStr::new(form))?;
        let file = file.filter(|file| *file != "-").map(PathBuf::from);
        Ok(ReportTo { form, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Form::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

/// Refuses what cannot go where it is to go, before any work is done.
pub(in crate::commands::batch) fn look(reports: &[ReportTo], force: bool) -> Result<()> {
    for (n, report) in reports.iter().enumerate() {
        if reports[..n].iter().any(|other| other.file == report.file) {
            match &report.file {
                None => {
                    bail!("two reports cannot both go to standard output: write --report FORM=FILE for one")
                }
                Some(file) => bail!("two reports cannot both go to {}", file.display()),
            }
        }
        if let Some(file) = &report.file {
            look_at(file, report.form, force)?;
        }
    }
    Ok(())
}

fn look_at(path: &Path, form: Form, force: bool) -> Result<()> {
    let name = path.display();
    if path.as_os_str().is_empty() {
        bail!("--report FORM=FILE: the name of the file is empty");
    }
    let Ok(found) = fs::metadata(path) else { return Ok(()) };
    if found.is_dir() {
        bail!("{name} is a folder: name a file in it for the report");
    }
    if !found.is_file() {
        bail!("{name} is not an ordinary file: write the report to standard output and redirect that");
    }
    if force || found.len() == 0 {
        return Ok(());
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.with_context(|| format!("cannot read {name}"))?;
    if !is_report(&String::from_utf8_lossy(&head), form) {
        bail!(
            "{name} exists and is not a report of this form that this program wrote: choose another name, or add --force"
        );
    }
    Ok(())
}

/// Bytes that say whether a file is a report.
const HEAD: u64 = 400;

/// Whether a file that starts so is a report of this form.
fn is_report(head: &str, form: Form) -> bool {
    let line = head.lines().next().unwrap_or_default();
    match form {
        Form::Table => line.split_whitespace().eq(plain::HEAD),
        Form::Csv => line == plain::HEAD.join(","),
        Form::Markdown => line == format!("| {} |", plain::HEAD.join(" | ")),
        Form::Json => head.starts_with('{') && head.contains("\"program\": \"interview-kit "),
        Form::Junit => head.contains(&format!("<testsuites name=\"{}\"", junit::NAME)),
        Form::Github => line == github::MARK,
    }
}

/// The report in all forms, each where it goes; on standard output only if it is to be told.
pub(in crate::commands::batch) fn give(
    (report, is_told): (&Report, bool),
    reports: &[ReportTo],
    force: bool,
) -> Result<()> {
    if report.is_kept_back {
        return Ok(());
    }
    for to in reports {
        let is_plain = !to.is_detailed();
        match &to.file {
            // Nothing was come to: a table without a row would look like a batch without a document.
            None if is_plain && !report.is_filled() || !is_told => {}
            None => match show::terminal_columns().filter(|_| to.form == Form::Table) {
                Some(columns) => show::result(&plain::on_terminal(report, columns)?)?,
                None => show::result(&text(report, to.form)?)?,
            },
            Some(path) => {
                let text = text(report, to.form)?;
                if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    fs::create_dir_all(folder)
                        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
                }
                look_at(path, to.form, force)?;
                temporary::sweep(temporary::parent(path));
                files::write_text(path, &text)?;
            }
        }
    }
    Ok(())
}

fn text(report: &Report, form: Form) -> Result<String> {
    match form {
        Form::Table => plain::text(Format::Table, report),
        Form::Csv => plain::text(Format::Csv, report),
        Form::Markdown => plain::text(Format::Markdown, report),
        Form::Json => Ok(format!("{}\n", serde_json::to_string_pretty(report)?)),
        Form::Junit => junit::text(report),
        Form::Github => Ok(github::text(report)),
    }
}

/// The report in every form there is.
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a form that fails is a test that fails")]
pub(super) fn in_all_forms(report: &Report) -> Vec<String> {
    Form::value_variants().iter().map(|form| text(report, *form).unwrap()).collect()
}
