//! `init`: a manifest to start from, and a workflow that makes its kits.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail};

use super::args::{CiArg, InitArgs};
use super::show;
use crate::assets;
use crate::fs::exit_status::ExitStatus;
use crate::fs::write::write_new_text;

/// Where the action of this program is kept, as a workflow names it. A release is built with its own address
/// and commit; a program built elsewhere does not know either.
const ACTION: Option<&str> = option_env!("INTERVIEW_KIT_ACTION");

const GITHUB: &str = ".github/workflows/interview-kits.yml";
const GITLAB: &str = ".gitlab/interview-kits.yml";

pub(super) fn run(args: &InitArgs) -> Result<ExitStatus> {
    if args.manifest.is_dir() {
        bail!("{} is a folder: name a file in it", args.manifest.display());
    }
    if args.manifest.as_os_str() == "-" {
        bail!("a manifest cannot be written to standard output (`-`): name a file");
    }
    let manifest = args.manifest.display().to_string();
    let mut todo = vec![(
        args.manifest.clone(),
        assets::MANIFEST.to_owned(),
        format!("change it, then run `interview-kit batch {manifest}`"),
    )];
    let repository = Repository::around();
    let named =
        if args.ci == CiArg::None { String::new() } else { quoted(&repository.inner, &args.manifest)? };
    match args.ci {
        CiArg::Github => {
            todo.push((repository.up.join(GITHUB), github(&named), in_github() + &repository.note()));
        }
        CiArg::Gitlab => todo.push((
            repository.up.join(GITLAB),
            gitlab(&named),
            "name it under `include` in .gitlab-ci.yml, and in it the image to run".to_owned()
                + &repository.note(),
        )),
        CiArg::None => {}
    }
    let mut kept = Vec::new();
    for (path, text, next) in &todo {
        let name = path.display();
        if write_new_text(path, text)? {
            show::note(&format!("wrote {name}: {next}"));
        } else {
            kept.push(name.to_string());
        }
    }
    if kept.len() == todo.len() {
        let are = if kept.len() == 1 { "is" } else { "are" };
        bail!("{} {are} there already and {are} kept: name another file", kept.join(" and "));
    }
    for name in kept {
        // It was written for a manifest that was there before this one.
        let names_it = name == manifest || fs::read_to_string(&name).is_ok_and(|text| text.contains(&named));
        let lacks = if names_it { String::new() } else { format!("; {manifest} is not in it") };
        show::note(&format!("{name} is there already and is kept{lacks}"));
    }
    Ok(ExitStatus::Done)
}

/// The repository of git around the folder that is started in: systems read workflows at its root alone.
#[derive(Default)]
struct Repository {
    /// The way to its root.
    up: PathBuf,
    /// The way back.
    inner: PathBuf,
}

impl Repository {
    /// The nearest one; where there is none, the folder itself is taken for a root.
    fn around() -> Self {
        let here = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
        let Some(root) = here.ancestors().find(|folder| folder.join(".git").exists()) else {
            return Self::default();
        };
        let inner = here.strip_prefix(root).map(Path::to_owned).unwrap_or_default();
        Self { up: inner.components().map(|_| Component::ParentDir).collect(), inner }
    }

    /// What is said of a workflow that is not written beside the manifest.
    fn note(&self) -> String {
        if self.inner.as_os_str().is_empty() {
            return String::new();
        }
        "; it is at the root of the repository, where it is read, and runs there".to_owned()
    }
}

fn in_github() -> String {
    let start = "commit it together with the lock that `interview-kit batch` writes";
    match ACTION {
        Some(_) => start.to_owned(),
        None => format!("put the owner of your copy of interview-kit for OWNER, and {start}"),
    }
}

fn github(manifest: &str) -> String {
    let unknown = concat!("OWNER/interview-kit@v", env!("CARGO_PKG_VERSION"));
    let text = assets::GITHUB_WORKFLOW.replace("OWNER/interview-kit@TAG", ACTION.unwrap_or(unknown));
    text.replace("\"kits.toml\"", manifest)
}

fn gitlab(manifest: &str) -> String {
    let text = assets::GITLAB_WORKFLOW
        .replace("interview-kit:VERSION", concat!("interview-kit:", env!("CARGO_PKG_VERSION")));
    text.replace("\"kits.toml\"", manifest)
}

/// The manifest as a workflow names it: from the root of the repository, in quotes. Both systems put values in
/// the place of `$…`, so that a name with it would be another there.
fn quoted(inner: &Path, manifest: &Path) -> Result<String> {
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
