//! The plan on the first page lasts as long as the title says.

use interview_kit::bank::Seniority;
use interview_kit::compose::{Face, compose};
use interview_kit::document::{Flowable, Row};
use interview_kit::kit::Blueprint;
use interview_kit::kit::plan::spare_minutes;

use crate::support::kits::{ROLE, built_in_bank, kit, options};
use crate::support::stories::text_of;

/// Returns the start and the minutes of each part of the plan, in order.
fn plan_rows(flow: &[Flowable]) -> Vec<(u32, u32)> {
    let part = |row: &Row| {
        let [start, _, minutes] = row.cells.as_slice() else { return None };
        let start = text_of(&start.flow);
        let (hours, rest) = start.split_once(':')?;
        let minutes = text_of(&minutes.flow);
        let minutes = minutes.strip_suffix("min")?.parse().ok()?;
        Some((hours.parse::<u32>().ok()? * 60 + rest.parse::<u32>().ok()?, minutes))
    };
    let rows = |flowable: &Flowable| match flowable {
        Flowable::Row(row) if part(row).is_some() => part(row).into_iter().collect(),
        Flowable::Row(row) => row.cells.iter().flat_map(|cell| plan_rows(&cell.flow)).collect(),
        Flowable::Group(group) => plan_rows(&group.flow),
        Flowable::Tagged(tagged) => plan_rows(&tagged.flow),
        _ => Vec::new(),
    };
    flow.iter().flat_map(rows).collect()
}

#[test]
fn the_plan_lasts_as_long_as_the_title_says() {
    let bank = built_in_bank();
    let request =
        Blueprint { role: Some(ROLE.to_owned()), seniority: vec![Seniority::Mid], ..Blueprint::default() };
    let only = vec!["py-core-slicing".to_owned(), "py-oop-super-mro".to_owned()];
    for (request, has_spare) in [
        (Blueprint { minutes: Some(60), only: only.clone(), ..request.clone() }, true),
        (Blueprint { only, ..request.clone() }, false),
        (Blueprint { minutes: Some(60), count: Some(3), ..request.clone() }, true),
        (Blueprint { count: Some(3), ..request.clone() }, false),
        (Blueprint { minutes: Some(200), closing: 0, count: Some(2), ..request.clone() }, true),
    ] {
        let kit = kit(&bank, &request);
        assert_eq!(spare_minutes(&kit) > 0, has_spare, "{request:?}");
        let story = compose(&kit, &options(Face::Interviewer));
        assert!(text_of(&story.flow).contains(&format!("{}minutes", kit.minutes)));
        let rows = plan_rows(&story.flow);
        assert!(rows.len() > 3, "{rows:?}");
        let end = rows.iter().fold(0, |now, (start, minutes)| {
            assert_eq!(*start, now, "{rows:?}");
            now + minutes
        });
        assert_eq!(end, kit.minutes, "{rows:?}");
    }
}
