//! `index`: a page that lists the kits of a folder, their pictures and their checksums.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::args::Findings;
use super::progress::Progress;
use super::session::Session;
use super::show;
use crate::batch::{checksum, on_all_cores};
use crate::diag::Diagnostic;
use crate::diag::codes;
use crate::fs::exit_status::ExitStatus;
use crate::fs::folder::{
    FoundDocuments, create_parent_folder, find_documents, remove_other_files, slash_path,
};
use crate::fs::overwrite::check_own_file;
use crate::fs::read::{has_content, read_if_exists, read_kit};
use crate::fs::stop::Stop;
use crate::fs::temporary;
use crate::fs::temporary::WriteGuard;
use crate::fs::write::write_own_file;
use crate::index;
use crate::index::{Entry, PassedOver, Shape, Shown};
use crate::preview;
use crate::preview::Picture;
use crate::wording::escape::{escape_control, shell_quote};
use crate::wording::plural::plural;

pub(super) const INDEX_EXAMPLES: &str = "\
Examples:
  List the kits in dist/:
    interview-kit index
  Give the page a heading of your own:
    interview-kit index dist --title Autumn
  Check that the page is up to date, and write nothing:
    interview-kit index dist --check";

/// Arguments of `index`.
#[allow(clippy::struct_excessive_bools, reason = "each is a flag as it is typed")]
#[derive(Debug, Args)]
pub(super) struct IndexArgs {
    /// Folder whose kits are listed, with those in its subfolders
    #[arg(value_name = "FOLDER", default_value = "dist")]
    folder: PathBuf,
    /// Heading of the page [default: its present heading, else "Interview kits"]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Leave out the pictures of first pages, now and in later runs
    #[arg(long)]
    no_pictures: bool,
    /// Show pictures again, after --no-pictures
    #[arg(long, conflicts_with = "no_pictures")]
    pictures: bool,
    /// Write nothing; end with exit status 1 if the page is missing or out of date
    #[arg(long)]
    check: bool,
    /// Overwrite an index.html or SHA256SUMS that this program did not write
    #[arg(long)]
    force: bool,
    /// Format of errors, warnings and notes
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Findings::Text)]
    findings: Findings,
}

/// The heading of a page that is given none.
const TITLE: &str = "Interview kits";

/// What is wanted of an index.
pub(super) struct Wanted<'w> {
    folder: &'w Path,
    /// What the page is told to be; what it is not told, it stays.
    title: Option<&'w str>,
    has_pictures: Option<bool>,
    is_check: bool,
    is_forced: bool,
    /// Whether a folder without kits is no mistake.
    may_be_empty: bool,
    stop: &'w Stop,
}

impl<'w> Wanted<'w> {
    /// An index of a folder as a batch makes it.
    pub(super) fn of_batch(folder: &'w Path, is_check: bool, is_forced: bool, stop: &'w Stop) -> Self {
        Self { folder, title: None, has_pictures: None, is_check, is_forced, may_be_empty: true, stop }
    }

    /// The page that is there, as far as it is this program's, gives what is not told.
    fn shape(&self, there: Option<&Shape>) -> Shape {
        let title = self.title.or(there.map(|shape| shape.title.as_str())).unwrap_or(TITLE).to_owned();
        let has_pictures = self.has_pictures.or(there.map(|shape| shape.has_pictures)).unwrap_or(true);
        Shape { title, has_pictures }
    }

    /// What to type to have the page.
    fn command(&self) -> String {
        let mut command = format!("interview-kit index {}", shell_quote(&self.folder.display().to_string()));
        if let Some(title) = self.title {
            command.extend([" --title ", &shell_quote(title)]);
        }
        command
            + match self.has_pictures {
                Some(true) => " --pictures",
                Some(false) => " --no-pictures",
                None => "",
            }
    }
}

pub(super) fn run(args: &IndexArgs) -> Result<ExitStatus> {
    let stop = Stop::listen()?;
    let wanted = Wanted {
        stop: &stop,
        folder: &args.folder,
        title: args.title.as_deref(),
        has_pictures: (args.pictures || args.no_pictures).then_some(args.pictures),
        is_check: args.check,
        is_forced: args.force,
        may_be_empty: false,
    };
    let mut session = Session::default();
    let progress = Progress::start("reading the kits");
    let made = make(&wanted, &mut session.findings);
    drop(progress);
    let is_json = args.findings == Findings::Json;
    if let (Ok(Some(summary)), true) = (&made, is_json) {
        session.findings.push(Diagnostic::note(&codes::run::INDEXED, summary.clone()));
    }
    if made.is_ok() || !session.findings.is_empty() {
        show::findings(&session.findings, &session.sources, args.findings);
    }
    let Some(summary) = made? else {
        show::note("stopped before the page was written; run again to go on");
        return Ok(ExitStatus::Stopped);
    };
    if !is_json {
        show::note(&summary);
    }
    Ok(session.exit_status())
}

/// How often it is looked whether another run has made the index.
const PATIENCE: Duration = Duration::from_millis(20);

/// Makes the index of a folder, and says in a line what came of it; nothing if it was stopped before the page
/// was written.
pub(super) fn make(wanted: &Wanted<'_>, findings: &mut Vec<Diagnostic>) -> Result<Option<String>> {
    let place = wanted.folder;
    if !place.is_dir() {
        bail!("there is no folder {}", place.display());
    }
    if place.join(index::PICTURES).is_symlink() {
        let name = place.join(index::PICTURES);
        bail!("{} is a link: another folder may have its pictures there", name.display());
    }
    let _turn = if wanted.is_check {
        None
    } else {
        // One run at a time: each removes the pictures it does not know.
        let wait = || {
            std::thread::sleep(PATIENCE);
            !wanted.stop.is_requested()
        };
        let page = place.join(index::PAGE);
        let taken =
            WriteGuard::acquire(&page, wait).with_context(|| format!("cannot write {}", page.display()))?;
        let Some(turn) = taken else { return Ok(None) };
        Some(turn)
    };
    let there = read_if_exists(&place.join(index::PAGE))?.as_deref().and_then(index::shape_of);
    let shape = wanted.shape(there.as_ref());
    if !wanted.is_check {
        prepare(wanted)?;
    }
    let FoundDocuments { documents: found, closed_folders: closed } = find_documents(place)?;
    findings.extend(closed.iter().map(|folder| {
        let message = format!("cannot look into {}, so what is in it is not listed", folder.display());
        Diagnostic::note(&codes::document::UNREADABLE_FOLDER, escape_control(&message))
    }));
    let looked = on_all_cores(&found, |path| look(wanted, shape.has_pictures, path));
    let (mut entries, mut passed, mut made) = (Vec::new(), BTreeMap::new(), Made::default());
    for (path, looked) in found.iter().zip(looked) {
        match looked? {
            Looked::Listed(entry, of_picture) => {
                made.pictures.extend(entry.picture.as_ref().map(|_| index::picture_path(&entry.checksum)));
                made.add(of_picture, path, findings);
                entries.push(*entry);
            }
            Looked::Left => return Ok(None),
            Looked::PassedOver(why) => passed.entry(why).or_insert_with(Vec::new).push(path),
        }
    }
    findings.extend(passed.iter().map(|(why, paths)| passed_over(why, paths)));
    if entries.is_empty() && there.is_none() {
        let said = format!("there are no kits in {}, so it gets no index", place.display());
        return if wanted.may_be_empty { Ok(Some(said)) } else { bail!("{said}") };
    }
    index::sort(&mut entries);
    let page = index::html(&shape, &entries);
    let sums = index::sums(&page, &entries);
    let mut stale = vec![
        deliver(wanted, index::PAGE, page.as_bytes(), index::is_ours)?,
        deliver(wanted, index::SUMS, &sums, index::are_ours)?,
    ];
    if wanted.is_check {
        stale.push((made.new > 0).then(|| format!("{} not there", are(made.new))));
        let stale: Vec<String> = stale.into_iter().flatten().collect();
        findings.extend((!stale.is_empty()).then(|| self::stale(wanted, &stale)));
    } else {
        remove_other_files(&place.join(index::PICTURES), &made.pictures, preview::is_ours)?;
    }
    let count = passed.values().map(Vec::len).sum::<usize>();
    let rest =
        if count > 0 { format!(", {} passed over", plural(count as u32, "file")) } else { String::new() };
    let listed = plural(entries.len() as u32, "document");
    Ok(Some(format!("{}: {listed} listed{rest}", place.join(index::PAGE).display())))
}

/// Clears what a run left that was ended, and refuses before any work is done.
fn prepare(wanted: &Wanted<'_>) -> Result<()> {
    temporary::remove_leftovers(wanted.folder);
    temporary::remove_leftovers(&wanted.folder.join(index::PICTURES));
    let check = |name, is_ours| check_own_file(&wanted.folder.join(name), wanted.is_forced, is_ours);
    check(index::PAGE, index::is_ours as fn(&[u8]) -> bool)
        .and_then(|()| check(index::SUMS, index::are_ours))
        .context("the index is not written")
}

/// What came of looking at a file.
enum Looked {
    Listed(Box<Entry>, OfPicture),
    PassedOver(PassedOver),
    /// The work was stopped before.
    Left,
}

/// What came of its picture.
enum OfPicture {
    /// It is there, or none is wanted.
    Settled,
    /// It is drawn anew.
    New,
    /// It cannot be drawn.
    Failed(String),
}

/// What came of all pictures.
#[derive(Default)]
struct Made {
    pictures: BTreeSet<String>,
    /// How many were not there.
    new: usize,
}

impl Made {
    fn add(&mut self, of_picture: OfPicture, path: &Path, findings: &mut Vec<Diagnostic>) {
        match of_picture {
            OfPicture::Settled => {}
            OfPicture::New => self.new += 1,
            OfPicture::Failed(why) => {
                let message = format!("{} has no picture: {why}", path.display());
                findings.push(Diagnostic::warning(&codes::index::NO_PICTURE, escape_control(&message)));
            }
        }
    }
}

/// Looks at a file, and sees to its picture.
fn look(wanted: &Wanted<'_>, has_pictures: bool, path: &Path) -> Result<Looked> {
    if wanted.stop.is_requested() {
        return Ok(Looked::Left);
    }
    // One that may not be read, or that went meanwhile, keeps no other from being listed.
    let Ok(file) = read_kit(&wanted.folder.join(path)) else {
        return Ok(Looked::PassedOver(PassedOver::Unreadable));
    };
    let about = match index::look(&file) {
        Ok(about) => about,
        Err(why) => return Ok(Looked::PassedOver(why)),
    };
    let checksum = checksum::sha256(&file);
    let (picture, of_picture) =
        if has_pictures { see_to_picture(wanted, &file, &checksum)? } else { (None, OfPicture::Settled) };
    let pages = picture.as_ref().map_or_else(|| index::pages(&file), |picture| Some(picture.pages));
    let picture = picture.as_ref().map(Shown::of);
    let path = slash_path(path);
    let entry = Entry { path, size: file.len() as u64, checksum, about, pages, picture };
    Ok(Looked::Listed(Box::new(entry), of_picture))
}

/// The picture of a file: the one that is there, or a new one.
fn see_to_picture(wanted: &Wanted<'_>, file: &[u8], checksum: &str) -> Result<(Option<Picture>, OfPicture)> {
    let path = wanted.folder.join(index::picture_path(checksum));
    let known = read_if_exists(&path)?.and_then(|png| preview::known(png, checksum));
    if known.is_some() {
        return Ok((known, OfPicture::Settled));
    }
    let picture = match preview::first_page(file, checksum) {
        Ok(picture) => picture,
        Err(error) => return Ok((None, OfPicture::Failed(error.to_string()))),
    };
    if !wanted.is_check {
        create_parent_folder(&path)?;
        write_own_file(&path, &picture.png, wanted.is_forced, preview::is_ours)?;
    }
    Ok((Some(picture), OfPicture::New))
}

/// Puts a file where it belongs, unless it is there already; says what is wrong with the one that is there.
fn deliver(
    wanted: &Wanted<'_>,
    name: &str,
    bytes: &[u8],
    is_ours: fn(&[u8]) -> bool,
) -> Result<Option<String>> {
    let path = wanted.folder.join(name);
    let what = match has_content(&path, bytes)? {
        Some(true) => return Ok(None),
        Some(false) => "out of date",
        None => "missing",
    };
    if !wanted.is_check {
        write_own_file(&path, bytes, wanted.is_forced, is_ours).context("the index is not written")?;
    }
    Ok(Some(format!("{name} is {what}")))
}

/// So many pictures, before what is said of them.
fn are(count: usize) -> String {
    format!("{} {}", plural(count as u32, "picture"), if count == 1 { "is" } else { "are" })
}

/// What is said of files that are not listed for one reason.
fn passed_over(why: &PassedOver, paths: &[&PathBuf]) -> Diagnostic {
    const MOST: usize = 5;
    let [of_one, of_many] = why.words();
    let names: Vec<String> = paths.iter().take(MOST).map(|path| path.display().to_string()).collect();
    let names = names.join(", ");
    let message = match paths.len() {
        1 => format!("{names} {of_one} and is not listed"),
        n if n <= MOST => format!("{n} files {of_many} and are not listed: {names}"),
        n => format!("{n} files {of_many} and are not listed: {names} and {} more", n - MOST),
    };
    Diagnostic::note(why.code(), escape_control(&message))
}

fn stale(wanted: &Wanted<'_>, what: &[String]) -> Diagnostic {
    let message =
        format!("the index of {} is not that of its kits: {}", wanted.folder.display(), what.join(", "));
    let help = format!("run `{}`", wanted.command());
    Diagnostic::error(&codes::index::STALE, escape_control(&message)).help(escape_control(&help))
}
