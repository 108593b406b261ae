//! `init`: writes a manifest to start from, and a CI workflow that builds its kits.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::show;
use crate::assets;
use crate::fs::exit_status::ExitStatus;
use crate::fs::write::write_new_text;

pub(super) const INIT_EXAMPLES: &str = "\
Examples:
  Write kits.toml, and a GitHub workflow that builds its kits:
    interview-kit init
  Write a manifest for one team, and a GitLab workflow:
    interview-kit init team/kits.toml --ci gitlab
  Write a manifest only:
    interview-kit init --ci none";

/// Arguments of `init`.
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Manifest to write
    #[arg(value_name = "MANIFEST", default_value = "kits.toml")]
    pub(super) manifest: PathBuf,
    /// CI system to write a workflow for
    #[arg(long, value_enum, ignore_case = true, value_name = "SYSTEM", default_value_t = CiArg::Github)]
    pub(super) ci: CiArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CiArg {
    /// .github/workflows/interview-kits.yml
    Github,
    /// .gitlab/interview-kits.yml, for .gitlab-ci.yml to include
    Gitlab,
    /// No workflow, only the manifest
    None,
}

/// The address of this program's GitHub action, with a commit. Only a release is built with it.
const ACTION: Option<&str> = option_env!("INTERVIEW_KIT_ACTION");

const GITHUB_WORKFLOW_PATH: &str = ".github/workflows/interview-kits.yml";
const GITLAB_WORKFLOW_PATH: &str = ".gitlab/interview-kits.yml";

pub(super) fn run(args: &InitArgs) -> Result<ExitStatus> {
    if args.manifest.is_dir() {
        bail!("{} is a folder: name a file in it", args.manifest.display());
    }
    if args.manifest.as_os_str() == "-" {
        bail!("a manifest cannot be written to standard output (`-`): name a file");
    }
    let manifest = args.manifest.display().to_string();
    let mut files = vec![(
        args.manifest.clone(),
        assets::MANIFEST.to_owned(),
        format!("edit it, then type `interview-kit batch {manifest}`"),
    )];
    let repository = Repository::find();
    let named = if args.ci == CiArg::None {
        String::new()
    } else {
        quote_manifest(&repository.inner, &args.manifest)?
    };
    match args.ci {
        CiArg::Github => {
            files.push((
                repository.up.join(GITHUB_WORKFLOW_PATH),
                github_workflow(&named),
                github_steps() + &repository.describe_place(),
            ));
        }
        CiArg::Gitlab => files.push((
            repository.up.join(GITLAB_WORKFLOW_PATH),
            gitlab_workflow(&named),
            "add it to `include` in .gitlab-ci.yml, and name the image to run in it".to_owned()
                + &repository.describe_place(),
        )),
        CiArg::None => {}
    }
    let mut kept = Vec::new();
    for (path, text, next) in &files {
        let name = path.display();
        if write_new_text(path, text)? {
            show::note(&format!("wrote {name}: {next}"));
        } else {
            kept.push(name.to_string());
        }
    }
    if kept.len() == files.len() {
        let (exist, are) = if kept.len() == 1 { ("exists", "is") } else { ("exist", "are") };
        bail!("{} already {exist} and {are} kept: name another file", kept.join(" and "));
    }
    for name in kept {
        // An existing workflow may build another manifest.
        let names_it = name == manifest || fs::read_to_string(&name).is_ok_and(|text| text.contains(&named));
        let lacks = if names_it { String::new() } else { format!("; it does not build {manifest}") };
        show::note(&format!("{name} already exists and is kept{lacks}"));
    }
    Ok(ExitStatus::Done)
}

/// The git repository around the current folder: CI systems read workflows only at its root.
#[derive(Default)]
struct Repository {
    /// The path from the current folder to the root.
    up: PathBuf,
    /// The path from the root to the current folder.
    inner: PathBuf,
}

impl Repository {
    /// Finds the nearest repository; without one, the current folder counts as the root.
    fn find() -> Self {
        let here = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
        let Some(root) = here.ancestors().find(|folder| folder.join(".git").exists()) else {
            return Self::default();
        };
        let inner = here.strip_prefix(root).map(Path::to_owned).unwrap_or_default();
        Self { up: inner.components().map(|_| Component::ParentDir).collect(), inner }
    }

    /// Returns the note about a workflow that is not beside the manifest.
    fn describe_place(&self) -> String {
        if self.inner.as_os_str().is_empty() {
            return String::new();
        }
        "; it is at the root of the repository, the only place where CI systems read workflows".to_owned()
    }
}

/// Returns the next steps for a GitHub workflow.
fn github_steps() -> String {
    let start = "commit it together with the lock that `interview-kit batch` writes";
    match ACTION {
        Some(_) => start.to_owned(),
        None => format!("replace OWNER by the owner of your copy of interview-kit, and {start}"),
    }
}

/// Returns the text of the GitHub workflow.
fn github_workflow(manifest: &str) -> String {
    let unknown = concat!("OWNER/interview-kit@v", env!("CARGO_PKG_VERSION"));
    let text = assets::GITHUB_WORKFLOW.replace("OWNER/interview-kit@TAG", ACTION.unwrap_or(unknown));
    text.replace("\"kits.toml\"", manifest)
}

/// Returns the text of the GitLab workflow.
fn gitlab_workflow(manifest: &str) -> String {
    let text = assets::GITLAB_WORKFLOW
        .replace("interview-kit:VERSION", concat!("interview-kit:", env!("CARGO_PKG_VERSION")));
    text.replace("\"kits.toml\"", manifest)
}

/// Returns the manifest as a workflow names it: from the root of the repository, in quotes.
///
/// Both CI systems replace `$…` in a name by a value, so such a name is an error.
fn quote_manifest(inner: &Path, manifest: &Path) -> Result<String> {
    let is_below = manifest.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
    let whole = inner.join(manifest);
    let name = whole.to_str().map(|name| name.replace(std::path::MAIN_SEPARATOR, "/"));
    match name {
        Some(name) if is_below && !name.contains(|c: char| c == '$' || c.is_control()) => {
            Ok(serde_json::to_string(&name)?)
        }
        _ => bail!(
            "a workflow cannot name {}: name a manifest in this folder or below, without `$`, or add --ci none",
            manifest.display()
        ),
    }
}
