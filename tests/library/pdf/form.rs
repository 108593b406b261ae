//! The form fields of a kit: at the drawn boxes, with stable names.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::kits;
use crate::support::pdf_reader::{Reader, ToUnicode, without_white_space};
use interview_kit::bank::Seniority;
use interview_kit::compose::{Face, Options};
use interview_kit::document::{Control, ControlKind};
use interview_kit::geom::{Paper, Rect};
use interview_kit::kit::Pick;
use interview_kit::layout::{FontSet, PageItem, Pages, Shape, Typesetter};
use interview_kit::pdf;
use lopdf::{Dictionary, Object, decode_text_string};

const FACES: [Face; 2] = [Face::Interviewer, Face::Candidate];

fn pages(face: Face, form: bool) -> Pages {
    let (bank, fonts) = (kits::built_in_bank(), FontSet::bundled());
    let kit = kits::kit(&bank, &kits::blueprint(20, None, 3));
    let mut options = kits::options(face);
    options.style.no_form = !form;
    kits::lay_out_kit_with(&kit, &options, Paper::A4, &mut Typesetter::new(&fonts))
}

fn open_kit(pages: &Pages) -> Reader {
    Reader::open(&pdf::write_document(pages, &FontSet::bundled(), &pdf::WriteOptions::default()).unwrap())
}

/// Returns the form controls with their page and rectangle.
fn controls(pages: &Pages) -> Vec<(usize, Rect, &Control)> {
    let items = pages.pages.iter().enumerate().flat_map(|(n, p)| p.items.iter().map(move |item| (n, item)));
    let control = |(n, item)| match item {
        &PageItem::Field { rect, ref control, .. } => Some((n, rect, control.as_ref())),
        _ => None,
    };
    items.filter_map(control).collect()
}

/// A widget of a file, with the values of its field.
struct Widget {
    page: usize,
    dict: Dictionary,
    name: String,
    root: Dictionary,
}

/// Returns all widgets in the order of the pages.
fn widgets(reader: &Reader) -> Vec<Widget> {
    let mut found = Vec::new();
    for (page, id) in reader.pages.iter().enumerate() {
        for dict in reader.document.get_page_annotations(*id).unwrap() {
            if dict.get(b"Subtype").unwrap().as_name().unwrap() == b"Widget" {
                let root = dict.get(b"Parent").map_or_else(|_| dict.clone(), |parent| reader.dict(parent));
                let name = decode_text_string(root.get(b"T").unwrap()).unwrap();
                found.push(Widget { page, dict: dict.clone(), name, root });
            }
        }
    }
    found
}

fn form(reader: &Reader) -> Dictionary {
    reader.dict(reader.document.catalog().unwrap().get(b"AcroForm").unwrap())
}

/// Returns the states of a button.
fn states(reader: &Reader, widget: &Widget) -> BTreeSet<String> {
    let looks = reader.dict(widget.dict.get(b"AP").unwrap());
    let normal = reader.dict(looks.get(b"N").unwrap());
    normal.iter().map(|(state, _)| String::from_utf8(state.clone()).unwrap()).collect()
}

#[test]
fn every_box_and_circle_that_is_drawn_can_be_filled_in() {
    for face in FACES {
        let pages = pages(face, true);
        let drawn = pages.pages.iter().enumerate().flat_map(|(n, page)| {
            page.items.iter().filter_map(move |item| match item {
                PageItem::Mark { rect, shape: shape @ (Shape::Square | Shape::Circle), .. } => {
                    Some(format!("{n} {rect:?} {}", *shape == Shape::Square))
                }
                _ => None,
            })
        });
        let fields = controls(&pages).into_iter().filter_map(|(n, rect, control)| match control.kind {
            ControlKind::Check => Some(format!("{n} {rect:?} true")),
            ControlKind::Choice { .. } => Some(format!("{n} {rect:?} false")),
            _ => None,
        });
        assert_eq!(drawn.collect::<Vec<_>>(), fields.collect::<Vec<_>>(), "{face:?}");
        let ruled = pages.pages.iter().flat_map(|p| &p.items).filter(|i| matches!(i, PageItem::Ruled { .. }));
        let written = controls(&pages);
        let written = written.iter().filter(|(.., c)| matches!(c.kind, ControlKind::Lines { .. }));
        assert_eq!(ruled.count(), written.count(), "{face:?}");
        // A field of one line stands on a writing line.
        let lines_of = |page: usize| {
            pages.pages[page].items.iter().filter_map(|item| match item {
                PageItem::Rule { x, y, width, .. } => Some((*x, *y, *width)),
                _ => None,
            })
        };
        for (page, rect, control) in controls(&pages) {
            if matches!(control.kind, ControlKind::Line { .. } | ControlKind::Mean { .. }) {
                let line = (rect.x, rect.y + rect.h, rect.w);
                assert!(lines_of(page).any(|rule| rule == line), "{} stands on no line", control.name);
            }
        }
    }
}

#[test]
fn pages_look_the_same_with_and_without_fields() {
    for face in FACES {
        let (mut filled, plain) = (pages(face, true), pages(face, false));
        assert!(controls(&plain).is_empty() && !controls(&filled).is_empty());
        for page in &mut filled.pages {
            page.items.retain(|item| !matches!(item, PageItem::Field { .. }));
        }
        assert_eq!(format!("{:?}", filled.pages), format!("{:?}", plain.pages));
    }
}

#[test]
fn widgets_stand_where_boxes_are_drawn() {
    for face in FACES {
        let pages = pages(face, true);
        let reader = open_kit(&pages);
        let widgets = widgets(&reader);
        let controls = controls(&pages);
        assert_eq!(widgets.len(), controls.len());
        for (widget, (page, rect, control)) in widgets.iter().zip(controls) {
            assert_eq!((widget.page, &widget.name), (page, &control.name));
            let Object::Array(sides) = widget.dict.get(b"Rect").unwrap() else { panic!("no rectangle") };
            let sides: Vec<f32> = sides.iter().map(|side| side.as_float().unwrap()).collect();
            let height = pages.size.1;
            let drawn = [rect.x, height - rect.y - rect.h, rect.x + rect.w, height - rect.y];
            for (side, drawn) in sides.iter().zip(drawn) {
                assert!((side - drawn).abs() < 0.02, "{}: {sides:?}, drawn {drawn}", widget.name);
            }
        }
    }
}

#[test]
fn every_field_is_in_the_form_once_and_has_a_name_and_a_tip() {
    for face in FACES {
        let reader = open_kit(&pages(face, true));
        let form = form(&reader);
        let fields = form.get(b"Fields").unwrap().as_array().unwrap().clone();
        let roots: Vec<Dictionary> = fields.iter().map(|field| reader.dict(field)).collect();
        let names: Vec<String> =
            roots.iter().map(|root| decode_text_string(root.get(b"T").unwrap()).unwrap()).collect();
        let different: BTreeSet<&String> = names.iter().collect();
        assert_eq!(different.len(), names.len(), "a name is used twice");
        let used: BTreeSet<String> = widgets(&reader).into_iter().map(|widget| widget.name).collect();
        assert_eq!(different, used.iter().collect());
        for root in &roots {
            let tip = decode_text_string(root.get(b"TU").unwrap()).unwrap();
            assert!(!tip.is_empty());
            for kid in root.get(b"Kids").map(|kids| kids.as_array().unwrap().clone()).unwrap_or_default() {
                let kid = reader.dict(&kid);
                assert!(!kid.has(b"T") && kid.has(b"Parent"), "a part of a field has a name of its own");
                // Some readers look for the spoken name at the widget only.
                let spoken = decode_text_string(kid.get(b"TU").unwrap()).unwrap();
                assert!(!spoken.is_empty());
            }
        }
        assert!(names.iter().all(|name| !name.contains('.')), "a full stop parts the names of levels");
        assert!(!form.has(b"NeedAppearances"));
    }
}

#[test]
fn buttons_have_an_appearance_for_every_state_and_are_off() {
    let reader = open_kit(&pages(Face::Interviewer, true));
    let mut buttons = 0;
    for widget in widgets(&reader) {
        assert_eq!(widget.dict.get(b"F").unwrap().as_i64().unwrap(), 4, "it is printed");
        if widget.root.get(b"FT").unwrap().as_name().unwrap() == b"Tx" {
            assert!(reader.dict(widget.dict.get(b"AP").unwrap()).has(b"N"));
            continue;
        }
        buttons += 1;
        let states = states(&reader, &widget);
        assert!(states.len() == 2 && states.contains("Off"), "{states:?}");
        assert_eq!(widget.dict.get(b"AS").unwrap().as_name().unwrap(), b"Off");
    }
    assert!(buttons > 200);
}

#[test]
fn a_rating_is_one_field_on_its_page_and_on_the_score_sheet() {
    let reader = open_kit(&pages(Face::Interviewer, true));
    let mut places: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for widget in widgets(&reader) {
        if widget.name.ends_with("/rating") {
            let value = states(&reader, &widget).into_iter().find(|state| state != "Off").unwrap();
            places.entry(widget.name).or_default().push((widget.page, value));
        }
    }
    assert_eq!(places.len(), 20);
    for (name, places) in places {
        let on = |page: usize| places.iter().filter(|(p, _)| *p == page).map(|(_, v)| v.as_str()).collect();
        let (first, last): (Vec<&str>, Vec<&str>) = (on(places[0].0), on(places[places.len() - 1].0));
        assert_eq!(first, ["1", "2", "3", "4", "5", "not-asked"], "{name}");
        assert_eq!(first, last, "{name}");
        assert_eq!(places.len(), 12, "{name}");
    }
}

#[test]
fn the_means_are_calculated_from_the_ratings_of_their_questions() {
    let (bank, fonts) = (kits::built_in_bank(), FontSet::bundled());
    let kit = kits::kit(&bank, &kits::blueprint(20, None, 3));
    let pages = kits::lay_out_kit(&kit, Face::Interviewer, Paper::A4, &mut Typesetter::new(&fonts));
    let reader = open_kit(&pages);
    let order = form(&reader).get(b"CO").unwrap().as_array().unwrap().clone();
    let found: Vec<(String, Vec<String>)> = order
        .iter()
        .map(|field| {
            let field = reader.dict(field);
            let action = reader.dict(reader.dict(field.get(b"AA").unwrap()).get(b"C").unwrap());
            let script = decode_text_string(action.get(b"JS").unwrap()).unwrap();
            let names = script.split('"').filter(|part| part.contains('/') && !part.contains('('));
            let name = decode_text_string(field.get(b"T").unwrap()).unwrap();
            (name, names.map(str::to_owned).collect())
        })
        .collect();
    let ratings = |picks: &[Pick<'_>]| -> Vec<String> {
        picks.iter().map(|pick| format!("{}/rating", pick.question.id)).collect()
    };
    let of_categories = kit.picks.chunk_by(|a, b| a.category.id == b.category.id);
    let mut expected: Vec<(String, Vec<String>)> =
        of_categories.map(|picks| (format!("mean:{}", picks[0].category.id), ratings(picks))).collect();
    expected.push(("mean".to_owned(), ratings(&kit.picks)));
    assert!(expected.len() > 3);
    assert_eq!(found, expected);
    let others = widgets(&reader).into_iter().filter(|w| !w.name.starts_with("mean"));
    assert!(others.into_iter().all(|widget| !widget.root.has(b"AA") && !widget.dict.has(b"AA")));
    assert!(!form(&open_kit(&self::pages(Face::Candidate, true))).has(b"CO"));
}

#[test]
fn the_names_of_a_question_are_the_same_in_every_kit() {
    let (bank, fonts) = (kits::built_in_bank(), FontSet::bundled());
    let fields = |level| -> BTreeMap<String, BTreeSet<String>> {
        let kit = kits::kit(&bank, &kits::blueprint(20, Some(level), 3));
        let pages = kits::lay_out_kit(&kit, Face::Interviewer, Paper::A4, &mut Typesetter::new(&fonts));
        let names: BTreeSet<String> = controls(&pages).iter().map(|(.., c)| c.name.clone()).collect();
        let of = |id: &str| names.iter().filter(|n| n.starts_with(&format!("{id}/"))).cloned().collect();
        kit.picks.iter().map(|pick| (pick.question.id.clone(), of(&pick.question.id))).collect()
    };
    let (mid, senior) = (fields(Seniority::Mid), fields(Seniority::Senior));
    for (id, names) in mid.iter().chain(&senior) {
        let question = bank.questions.iter().find(|question| question.id == *id).unwrap();
        let asked = (1..=question.follow_ups.len()).map(|n| format!("{id}/follow-up-{n}"));
        let noted = names.iter().filter(|name| name.starts_with(&format!("{id}/follow-up-")));
        assert_eq!(noted.cloned().collect::<Vec<_>>(), asked.collect::<Vec<_>>());
        for part in ["listen-1", "rating", "notes"] {
            assert!(names.contains(&format!("{id}/{part}")), "{id} has {names:?}");
        }
    }
    let both: Vec<&String> = mid.keys().filter(|id| senior.contains_key(*id)).collect();
    assert!(both.len() > 1, "{both:?}");
    // A senior kit may show more signs; signs in both kits have the same name.
    assert!(both.into_iter().all(|id| mid[id].is_subset(&senior[id])));
}

#[test]
fn no_page_breaks_between_a_follow_up_and_its_line() {
    let mut bank = kits::built_in_bank();
    bank.questions.truncate(1);
    let asked = bank.questions[0].follow_ups[0].clone();
    for signs in 12..40 {
        let question = &mut bank.questions[0];
        question.listen_for = vec![question.listen_for[0].clone(); signs];
        let text = |n| interview_kit::diag::Text { value: format!("Asked{n}"), ..asked.clone() };
        question.follow_ups = (1..=30).map(text).collect();
        let fonts = FontSet::bundled();
        let kit = kits::whole_bank_kit(&bank);
        let pages = kits::lay_out_kit(&kit, Face::Interviewer, Paper::A4, &mut Typesetter::new(&fonts));
        let page_of = |word: &str| {
            let has = |item: &PageItem| matches!(item, PageItem::Text { run, .. } if run.words.iter().any(|w| w.text.trim() == word));
            pages.pages.iter().position(|page| page.items.iter().any(has)).unwrap()
        };
        for (page, _, control) in controls(&pages) {
            if let Some((_, number)) = control.name.split_once("/follow-up-") {
                assert_eq!(page, page_of(&format!("Asked{number}")), "{} with {signs} signs", control.name);
            }
        }
    }
}

#[test]
fn the_font_of_the_fields_has_the_letters_that_people_type() {
    let reader = open_kit(&pages(Face::Candidate, true));
    let resources = reader.dict(form(&reader).get(b"DR").unwrap());
    let fonts = reader.dict(resources.get(b"Font").unwrap());
    let (name, font) = fonts.iter().next().unwrap();
    let look = form(&reader).get(b"DA").unwrap().as_str().unwrap().to_vec();
    assert!(String::from_utf8(look).unwrap().starts_with(&format!("/{} ", String::from_utf8_lossy(name))));
    let map = ToUnicode::parse(&reader.stream(reader.dict(font).get(b"ToUnicode").unwrap()));
    let known: BTreeSet<char> = map.texts().flat_map(str::chars).collect();
    let typed = "Zażółć gęślą jaźń, Škoda Đorđe Ğ ș ß ẞ Ναυσικά μΐ Щербак Ґ ї ’“”–—… 12 € № ™ @#%&";
    let missing: Vec<char> = typed.chars().filter(|c| !known.contains(c)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn without_fields_there_is_no_form() {
    let reader = open_kit(&pages(Face::Interviewer, false));
    assert!(!reader.document.catalog().unwrap().has(b"AcroForm") && widgets(&reader).is_empty());
}

#[test]
fn prefilled_values_are_shown_in_every_place() {
    let (bank, fonts) = (kits::built_in_bank(), FontSet::bundled());
    let kit = kits::kit(&bank, &kits::blueprint(5, None, 3));
    for (face, known) in [
        (Face::Interviewer, vec!["candidate", "date", "interviewer", "reference"]),
        (Face::Candidate, vec!["candidate", "date"]),
    ] {
        let options = Options { prefill: kits::prefill(), ..kits::options(face) };
        let pages = kits::lay_out_kit_with(&kit, &options, Paper::A4, &mut Typesetter::new(&fonts));
        let reader = open_kit(&pages);
        let prefill = kits::prefill();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for widget in widgets(&reader) {
            let Ok(value) = widget.root.get(b"V").and_then(decode_text_string) else { continue };
            let of_field = match widget.name.as_str() {
                "candidate" => prefill.candidate.as_ref(),
                "interviewer" => prefill.interviewer.as_ref(),
                "date" => prefill.date.as_ref(),
                "reference" => prefill.reference.as_ref(),
                _ => None,
            };
            if let Some(text) = of_field {
                assert_eq!(value, text.value);
                assert_eq!(decode_text_string(widget.root.get(b"DV").unwrap()).unwrap(), text.value);
                let looks = reader.dict(widget.dict.get(b"AP").unwrap());
                assert_eq!(reader.form_text(looks.get(b"N").unwrap()), text.value);
                *places.entry(widget.name).or_default() += 1;
            } else {
                assert!(!widget.root.has(b"DV"), "{} has a value", widget.name);
            }
        }
        assert_eq!(places.keys().map(String::as_str).collect::<Vec<_>>(), known);
        let at_two = if face == Face::Interviewer { 2 } else { 1 };
        assert_eq!((places["candidate"], places["date"]), (at_two, at_two), "{face:?}");
        // In print, the page draws the value, and draws it once.
        let mut printed = options.clone();
        printed.style.no_form = true;
        let pages = kits::lay_out_kit_with(&kit, &printed, Paper::A4, &mut Typesetter::new(&fonts));
        let text = without_white_space(&open_kit(&pages).all_text());
        let counts = prefill
            .shown(Face::Interviewer)
            .map(|(_, t)| text.matches(&without_white_space(&t.value)).count());
        let expected = if face == Face::Interviewer { [2, 2, 1, 1] } else { [1, 1, 0, 0] };
        assert_eq!(counts.collect::<Vec<_>>(), expected, "{face:?}");
    }
}

#[test]
fn a_long_value_is_set_smaller_and_stays_inside_its_line() {
    let (bank, fonts) = (kits::built_in_bank(), FontSet::bundled());
    let kit = kits::kit(&bank, &kits::blueprint(2, None, 3));
    let mut prefill = kits::prefill();
    for (length, is_whole) in [(10, true), (60, true), (120, false)] {
        prefill.candidate.as_mut().unwrap().value = "Wiwa ".repeat(length / 5);
        let options = Options { prefill: prefill.clone(), ..kits::options(Face::Interviewer) };
        let pages = kits::lay_out_kit_with(&kit, &options, Paper::A4, &mut Typesetter::new(&fonts));
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            let PageItem::Field { rect, prefilled: Some(typed), control, .. } = item else { continue };
            let words = |run: &interview_kit::layout::text::GlyphRun| -> f32 {
                let width: i32 = run.words.iter().map(|word| word.width - word.trailing).sum();
                run.x + width as f32 * typed.size / 1000.0
            };
            assert!((6.0..=12.0).contains(&typed.size));
            assert!(typed.runs.iter().map(words).all(|end| end <= rect.w), "{}", typed.text);
            if control.name == "candidate" {
                let drawn: String =
                    typed.runs.iter().flat_map(|run| &run.words).map(|word| &*word.text).collect();
                assert_eq!(drawn.trim_end() == typed.text.trim_end(), is_whole, "{drawn}");
            }
        }
    }
}
