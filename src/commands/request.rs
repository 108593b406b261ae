//! The blueprint that the arguments ask for.

use anyhow::{Result, anyhow};

use super::args::{DrawArgs, FilterArgs};
use super::role_and_level::RoleAndLevels;
use crate::kit::{self, Blueprint};

/// Returns the blueprint of a command that only filters questions. Its role has the words that were typed.
pub(super) fn filter_blueprint(args: &FilterArgs) -> Result<Blueprint> {
    let RoleAndLevels { role, levels } = RoleAndLevels::read(args)?;
    let mut blueprint = Blueprint { role, seniority: levels, ..Blueprint::default() };
    for text in &args.category {
        blueprint.categories.push(kit::parse_category(text).map_err(|e| anyhow!("--category: {e}"))?);
    }
    for text in &args.kind {
        blueprint.kinds.extend(kit::parse_types(text).map_err(|e| anyhow!("--type: {e}"))?);
    }
    blueprint.tags = trim_all(&args.tag);
    blueprint.exclude = trim_all(&args.exclude);
    blueprint.only = trim_all(&args.only);
    Ok(blueprint)
}

/// Returns the values of a list that may have a blank after each comma.
fn trim_all(values: &[String]) -> Vec<String> {
    values.iter().map(|value| value.trim().to_owned()).collect()
}

/// Returns the blueprint of a command that chooses questions. `--shuffle` gives it a fresh seed.
pub(super) fn draw_blueprint(filter_args: &FilterArgs, draw: &DrawArgs) -> Result<Blueprint> {
    let mut blueprint = filter_blueprint(filter_args)?;
    for text in &draw.with {
        blueprint.with.push(kit::parse_with(text).map_err(|e| anyhow!("--with: {e}"))?);
    }
    blueprint.minutes = draw.minutes;
    blueprint.opening = draw.opening;
    blueprint.closing = draw.closing;
    blueprint.count = draw.count;
    blueprint.include = trim_all(&draw.include);
    blueprint.behavioral = !draw.no_behavioral;
    blueprint.soft_share = draw.soft_share;
    if let Some(seed) = draw.seed {
        blueprint.seed = seed.into();
    } else if draw.shuffle {
        let seed = kit::draw::random_seed();
        blueprint.seed = seed.map_err(|e| anyhow!("the system gives no random number: {e}"))?.into();
    }
    Ok(blueprint)
}
