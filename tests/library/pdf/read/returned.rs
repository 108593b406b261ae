//! Kits as other programs return them: taken apart, merged, with remarks on their pages.

use interview_kit::pdf::read::{Filled, Remark, Value, read};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use super::{KIT, changed_kit, field, field_named, form, show, text_value, widgets_with_state};

const RATING: &str = "test-first/rating";

fn entries(document: &mut Document, id: ObjectId) -> &mut Dictionary {
    document.get_object_mut(id).unwrap().as_dict_mut().unwrap()
}

/// Chooses the rating 3 in one widget, which then loses the field above it.
fn lose_parent(document: &mut Document, is_named: bool, is_in_kids: bool) {
    let id = widgets_with_state(document, RATING, "3")[0];
    let flags = field(document, RATING).get(b"Ff").unwrap().clone();
    if !is_in_kids {
        let kids = field(document, RATING).get_mut(b"Kids").unwrap().as_array_mut().unwrap();
        kids.retain(|kid| kid.as_reference().unwrap() != id);
    }
    let widget = entries(document, id);
    widget.remove(b"Parent");
    widget.set("AS", "3");
    if is_named {
        widget.set("T", text_string(RATING));
        widget.set("FT", "Btn");
        widget.set("Ff", flags);
        widget.set("V", "3");
    }
}

#[test]
fn a_rating_whose_widget_lost_its_field_is_that_rating() {
    for (is_named, is_in_kids) in [(true, true), (true, false), (false, false)] {
        let filled = read(&changed_kit(|document| lose_parent(document, is_named, is_in_kids))).unwrap();
        let rating = field_named(&filled, RATING);
        assert_eq!(rating.value, text_value("3"), "named {is_named}, in kids {is_in_kids}");
        assert!(rating.is_reassembled && !rating.is_in_doubt, "{rating:?}");
        assert_eq!((filled.filled(), filled.answers()), (1, 1));
        let others = filled.fields.iter().filter(|field| field.is_reassembled);
        assert_eq!(others.count(), 1);
        assert_eq!(filled.fields.len(), read(&KIT).unwrap().fields.len(), "no field is there twice");
    }
}

#[test]
fn a_widget_without_a_name_is_known_by_its_row() {
    let bytes = changed_kit(|document| {
        for id in widgets_with_state(document, RATING, "3") {
            let widget = entries(document, id);
            widget.remove(b"Parent");
            let kids = field(document, RATING).get_mut(b"Kids").unwrap().as_array_mut().unwrap();
            kids.retain(|kid| kid.as_reference().unwrap() != id);
        }
        // The second one is that of the score sheet.
        let sheet = document.page_iter().last().unwrap();
        let list = document.get_dictionary(sheet).unwrap().get(b"Annots").unwrap();
        let list: Vec<Object> = document.dereference(list).unwrap().1.as_array().unwrap().clone();
        let chosen = list.iter().map(|it| it.as_reference().unwrap()).find(|id| {
            let dict = document.get_dictionary(*id).unwrap();
            let states = dict.get_deref(b"AP", document).unwrap().as_dict().unwrap();
            let has_state = states.get_deref(b"N", document).unwrap().as_dict().is_ok_and(|n| n.has(b"3"));
            has_state && !dict.has(b"Parent")
        });
        entries(document, chosen.unwrap()).set("AS", "3");
    });
    let filled = read(&bytes).unwrap();
    assert_eq!(field_named(&filled, RATING).value, text_value("3"));
}

#[test]
fn a_renamed_state_is_in_doubt_and_no_rating() {
    let renamed = |state: &'static str, stored: &'static str| {
        changed_kit(move |document| {
            let id = widgets_with_state(document, RATING, "3")[0];
            let looks = entries(document, id).get(b"AP").unwrap().clone();
            let mut looks = document.dereference(&looks).unwrap().1.as_dict().unwrap().clone();
            let mut normal = looks.get_deref(b"N", document).unwrap().as_dict().unwrap().clone();
            let drawing = normal.remove(b"3").unwrap();
            normal.set(state, drawing);
            looks.set("N", normal);
            let widget = entries(document, id);
            widget.set("AP", looks);
            widget.set("AS", state);
            field(document, RATING).set("V", stored);
        })
    };
    for state in ["Yes", "On", "Choice2"] {
        let filled = read(&renamed(state, state)).unwrap();
        let rating = field_named(&filled, RATING);
        assert_eq!((&rating.value, rating.is_in_doubt), (&Value::Empty, true), "{state}");
        assert_eq!((rating.other_values.as_slice(), filled.answers()), ([state.to_owned()].as_slice(), 1));
    }
    let filled = read(&renamed("Yes", "Off")).unwrap();
    assert!(field_named(&filled, RATING).is_in_doubt);
}

#[test]
fn a_field_in_doubt_names_every_value() {
    let filled = read(&changed_kit(|document| {
        field(document, RATING).set("V", "1");
        show(document, RATING, "3");
    }))
    .unwrap();
    let rating = field_named(&filled, RATING);
    assert_eq!((&rating.value, rating.is_in_doubt), (&text_value("3"), true));
    assert_eq!(rating.other_values, ["1"]);
    // Two texts of one field, as programs leave them that split fields.
    let filled = read(&changed_kit(|document| {
        field(document, "takeaways").set("V", text_string("one"));
        let other = dictionary! { "T" => text_string("takeaways"), "FT" => "Tx", "V" => text_string("two") };
        let id = document.add_object(other);
        form(document).get_mut(b"Fields").unwrap().as_array_mut().unwrap().push(id.into());
    }))
    .unwrap();
    let takeaways = field_named(&filled, "takeaways");
    assert_eq!((&takeaways.value, takeaways.is_in_doubt), (&text_value("one"), true));
    assert_eq!(takeaways.other_values, ["two"]);
}

#[test]
fn fields_renamed_or_put_under_a_parent_are_those_of_the_kit() {
    let renamed = read(&changed_kit(|document| {
        field(document, "candidate").set("V", text_string("Ada Example"));
        field(document, "candidate").set("T", text_string("candidate+1"));
        show(document, RATING, "3");
        field(document, RATING).set("T", text_string("test-first/rating [310]"));
    }))
    .unwrap();
    assert_eq!(field_named(&renamed, "candidate").value, text_value("Ada Example"));
    assert_eq!(field_named(&renamed, RATING).value, text_value("3"));
    assert_eq!(renamed.kit_pages.len(), 1);
    let under_parent = read(&changed_kit(|document| {
        field(document, "candidate").set("V", text_string("Ada Example"));
        let fields = form(document).get(b"Fields").unwrap().clone();
        let above = document.add_object(dictionary! { "T" => text_string("form1"), "Kids" => fields });
        form(document).set("Fields", vec![above.into()]);
    }))
    .unwrap();
    assert_eq!(field_named(&under_parent, "candidate").value, text_value("Ada Example"));
    for filled in [renamed, under_parent] {
        let state = format!("{:?}", filled.state);
        assert!(state.contains("fields: true"), "a renamed field is not as it was built: {state}");
        assert!(filled.fields.iter().any(|field| field.is_reassembled));
    }
}

#[test]
fn fields_of_other_forms_keep_their_names() {
    let filled = read(&changed_kit(|document| {
        let pages: Vec<ObjectId> = document.page_iter().collect();
        for page in pages {
            entries(document, page).remove(b"Annots");
        }
        let part = |name: &str| dictionary! { "T" => text_string(name), "FT" => "Tx" };
        let mut fields = Vec::new();
        for above in ["applicant", "employer"] {
            let kid = document.add_object(part("date"));
            let above = dictionary! { "T" => text_string(above), "Kids" => vec![kid.into()] };
            fields.push(document.add_object(above).into());
        }
        form(document).set("Fields", fields);
    }))
    .unwrap();
    let names: Vec<&str> = filled.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["applicant.date", "employer.date"]);
}

#[test]
fn widgets_without_a_form_are_still_fields() {
    let filled = read(&changed_kit(|document| {
        field(document, "interviewer").set("V", text_string("Grace Sample"));
        show(document, RATING, "3");
        document.catalog_mut().unwrap().remove(b"AcroForm");
    }))
    .unwrap();
    assert_eq!(field_named(&filled, "interviewer").value, text_value("Grace Sample"));
    assert_eq!(field_named(&filled, RATING).value, text_value("3"));
    assert!(filled.fields.iter().all(|field| field.is_reassembled));
    assert_eq!(filled.answers(), 2);
}

/// Appends the pages of kits to the first, as programs do that copy pages. `has_fields` adds their fields to the form.
fn merged(kits: Vec<Document>, has_fields: bool) -> Vec<u8> {
    let mut kits = kits.into_iter();
    let mut whole = kits.next().unwrap();
    let tree = whole.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    for mut kit in kits {
        kit.renumber_objects_with(whole.max_id + 1);
        let pages: Vec<ObjectId> = kit.page_iter().collect();
        let form = kit.catalog().unwrap().get_deref(b"AcroForm", &kit).unwrap().as_dict().unwrap();
        let fields = form.get(b"Fields").unwrap().as_array().unwrap().clone();
        whole.max_id = kit.max_id;
        whole.objects.extend(kit.objects);
        for page in pages {
            entries(&mut whole, page).set("Parent", tree);
            let tree = entries(&mut whole, tree);
            tree.get_mut(b"Kids").unwrap().as_array_mut().unwrap().push(page.into());
            let count = tree.get(b"Count").unwrap().as_i64().unwrap();
            tree.set("Count", count + 1);
        }
        if has_fields {
            super::form(&mut whole).get_mut(b"Fields").unwrap().as_array_mut().unwrap().extend(fields);
        }
    }
    let mut bytes = Vec::new();
    whole.save_to(&mut bytes).unwrap();
    bytes
}

fn kit_of(candidate: &str, rating: &str) -> Document {
    let mut document = Document::load_mem(&KIT).unwrap();
    field(&mut document, "candidate").set("V", text_string(candidate));
    field(&mut document, RATING).set("V", rating);
    show(&mut document, RATING, rating);
    document
}

#[track_caller]
fn in_kit<'f>(filled: &'f Filled, kit: usize, name: &str) -> &'f Value {
    &filled.fields.iter().find(|field| field.kit == kit && field.name == name).unwrap().value
}

#[test]
fn kits_merged_into_one_file_are_told_apart() {
    for has_fields in [true, false] {
        let people = [("Ada Example", "1"), ("Boris Muster", "3"), ("Chloe Dupont", "not-asked")];
        let kits = people.map(|(candidate, rating)| kit_of(candidate, rating));
        let filled = read(&merged(kits.into(), has_fields)).unwrap();
        assert!(filled.is_merged());
        assert_eq!(filled.kit_pages, [0..3, 3..6, 6..9]);
        for (kit, (candidate, rating)) in people.into_iter().enumerate() {
            assert_eq!(in_kit(&filled, kit, "candidate"), &text_value(candidate), "{has_fields}");
            assert_eq!(in_kit(&filled, kit, RATING), &text_value(rating), "{has_fields}");
        }
        assert!(filled.fields.iter().all(|field| !field.is_in_doubt));
        assert_eq!(filled.answers(), 6);
    }
    assert!(!read(&KIT).unwrap().is_merged());
}

#[test]
fn a_field_that_merged_kits_share_is_in_doubt() {
    let mut first = kit_of("Ada Example", "1");
    // The second kit shows the field of the first, as programs leave it that join fields of one name.
    let tree = first.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let mut second = Document::load_mem(&KIT).unwrap();
    second.renumber_objects_with(first.max_id + 1);
    let pages: Vec<ObjectId> = second.page_iter().collect();
    let kids = field(&mut second, "candidate").get(b"Kids").unwrap().as_array().unwrap().clone();
    let above = super::find(&first, "candidate");
    first.max_id = second.max_id;
    first.objects.extend(second.objects);
    for page in pages {
        entries(&mut first, page).set("Parent", tree);
        entries(&mut first, tree).get_mut(b"Kids").unwrap().as_array_mut().unwrap().push(page.into());
    }
    for kid in &kids {
        entries(&mut first, kid.as_reference().unwrap()).set("Parent", above);
    }
    entries(&mut first, above).get_mut(b"Kids").unwrap().as_array_mut().unwrap().extend(kids);
    entries(&mut first, tree).set("Count", 6);
    let mut bytes = Vec::new();
    first.save_to(&mut bytes).unwrap();
    let filled = read(&bytes).unwrap();
    assert_eq!(filled.kit_pages, [0..3, 3..6]);
    let shared: Vec<_> = filled.fields.iter().filter(|field| field.name == "candidate").collect();
    assert_eq!(shared.len(), 2);
    assert!(shared.iter().all(|field| field.is_in_doubt && field.value == text_value("Ada Example")));
}

/// Adds an annotation to a page, counted from 0.
fn annotate(document: &mut Document, page: usize, annotation: Dictionary) {
    let page = document.page_iter().nth(page).unwrap();
    let id = document.add_object(annotation);
    let list = document.get_dictionary(page).unwrap().get(b"Annots").cloned();
    let mut list = list.map_or_else(
        |_| Vec::new(),
        |list| document.dereference(&list).unwrap().1.as_array().unwrap().clone(),
    );
    list.push(id.into());
    entries(document, page).set("Annots", list);
}

#[test]
fn remarks_have_a_page_a_question_an_author_and_a_text() {
    let bytes = changed_kit(|document| {
        let rect = |low: i64| vec![60.into(), low.into(), 200.into(), (low + 20).into()];
        let note = |kind: &str, low: i64| {
            dictionary! { "Type" => "Annot", "Subtype" => kind, "Rect" => rect(low), "T" => text_string("Grace Sample") }
        };
        let mut typed = note("FreeText", 400);
        typed.set("Contents", text_string("Ada Example, starts in März"));
        annotate(document, 0, typed);
        annotate(document, 1, note("Ink", 300));
        let mut rich = note("Text", 300);
        rich.set("RC", text_string("<body><p>Strong &amp; calm</p><p>second</p></body>"));
        annotate(document, 1, rich);
        annotate(document, 1, dictionary! { "Subtype" => "Stamp", "Rect" => rect(100) });
        annotate(document, 1, dictionary! { "Subtype" => "Popup", "Rect" => rect(100) });
        annotate(document, 1, dictionary! { "Subtype" => "Link", "Rect" => rect(100) });
        // An annotation of a type that no reader knows is a remark all the same.
        annotate(document, 2, dictionary! { "Subtype" => "Sound", "Rect" => rect(10) });
    });
    let remark = |page, question: Option<&str>, kind: &str, author: &str, text: &str| Remark {
        page: Some(page),
        question: question.map(str::to_owned),
        kind: kind.to_owned(),
        author: author.to_owned(),
        text: text.to_owned(),
    };
    let found = read(&bytes).unwrap().remarks;
    let expected = [
        remark(1, None, "FreeText", "Grace Sample", "Ada Example, starts in März"),
        remark(2, found[1].question.as_deref(), "Ink", "Grace Sample", ""),
        remark(2, found[2].question.as_deref(), "Text", "Grace Sample", "Strong & calm\nsecond"),
        remark(2, found[3].question.as_deref(), "Stamp", "", ""),
        remark(3, None, "Sound", "", ""),
    ];
    assert_eq!(found, expected);
}
