//! In which forms the report goes where: `--report json=report.json --report table`.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::commands::show;
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

/// A form, and the file it goes to; standard output where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReportTo {
    form: ReportFormat,
    pub(crate) file: Option<PathBuf>,
}

impl ReportTo {
    /// Whether it tells more of a document than what came of it.
    pub(crate) fn is_detailed(&self) -> bool {
        matches!(self.form, ReportFormat::Json | ReportFormat::Junit | ReportFormat::Github)
    }

    /// Whether checksums stand in it.
    pub(crate) fn has_checksums(&self) -> bool {
        self.form == ReportFormat::Json
    }
}

/// The parser of `FORMAT` and `FORMAT=FILE`.
#[derive(Debug, Clone)]
pub(crate) struct ReportParser;

impl TypedValueParser for ReportParser {
    type Value = ReportTo;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<ReportTo, clap::Error> {
        let forms = EnumValueParser::<ReportFormat>::new();
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
        Some(Box::new(ReportFormat::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

/// Refuses what cannot go where it is to go, before any work is done.
pub(crate) fn look(reports: &[ReportTo], force: bool) -> Result<()> {
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
            look_at(file, report.form, force)?;
        }
    }
    Ok(())
}

fn look_at(path: &Path, form: ReportFormat, force: bool) -> Result<()> {
    let name = path.display();
    if path.as_os_str().is_empty() {
        bail!("--report FORMAT=FILE: the name of the file is empty");
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
    if !form.matches(&String::from_utf8_lossy(&head)) {
        bail!(
            "{name} exists and is not a report of this form that this program wrote: choose another name, or add --force"
        );
    }
    Ok(())
}

/// Bytes that say whether a file is a report.
const HEAD: u64 = 400;

/// The report in all forms, each where it goes; on standard output only if it is to be told.
pub(crate) fn give((report, is_told): (&Report, bool), reports: &[ReportTo], force: bool) -> Result<()> {
    if report.is_withheld() {
        return Ok(());
    }
    for to in reports {
        let is_plain = !to.is_detailed();
        match &to.file {
            // Nothing was come to: a table without a row would look like a batch without a document.
            None if is_plain && !report.has_documents() || !is_told => {}
            None => match show::terminal_columns().filter(|_| to.form == ReportFormat::Table) {
                Some(columns) => show::result(&render_for_terminal(report, columns)?)?,
                None => show::result(&to.form.render(report)?)?,
            },
            Some(path) => {
                let text = to.form.render(report)?;
                if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    fs::create_dir_all(folder)
                        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
                }
                look_at(path, to.form, force)?;
                temporary::remove_leftovers(temporary::parent_folder(path));
                write_text(path, &text)?;
            }
        }
    }
    Ok(())
}
