//! `init`: a manifest to start from.

use anyhow::Result;

use super::args::InitArgs;
use super::{Outcome, files, show};
use crate::assets;

pub(super) fn run(args: &InitArgs) -> Result<Outcome> {
    files::write_new(&args.manifest, assets::MANIFEST)?;
    let name = args.manifest.display();
    show::note(&format!("wrote {name}: change it, then run `interview-kit batch {name}`"));
    Ok(Outcome::Done)
}
