//! Flattening and redacting filled kits: every answer is kept, or every name is gone.

mod flatten;
mod hostile;
mod names_left;
pub(crate) mod protect;
mod record;
mod redact;

use std::sync::LazyLock;

use crate::support::kits;
use interview_kit::compose::Face;
use interview_kit::kit::Blueprint;
use interview_kit::layout::FontSet;
use interview_kit::pdf::revise::{Flattening, KitSource, Record, Redacted, Redaction, ReviseError, SavedKit};
use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string, text_string};

/// A kit of two questions as built.
static KIT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let bank = kits::parse_bank(include_str!("../../../cli/banks/small.toml"));
    let only = vec!["test-first".to_owned(), "test-names".to_owned()];
    let kit = kits::kit(&bank, &Blueprint { only, ..Blueprint::default() });
    kits::write_kit(&kit, Face::Interviewer, &FontSet::bundled())
});

/// Notes of several lines, in several scripts.
const NOTES: &str = "Begins with the caller.\n\nΔεύτερη γραμμή: Щербак, Łódź, 12 €.";

/// Fills in the kit, changes it, and saves it as another program would.
fn filled_kit(change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(&KIT).unwrap();
    for (name, value) in [
        ("candidate", "Witold Żółć"),
        ("interviewer", "Ναυσικά"),
        ("reference", "REQ-7"),
        ("test-first/notes", NOTES),
    ] {
        field(&mut document, name).set("V", text_string(value));
    }
    let tick = field(&mut document, "test-first/listen-1");
    tick.set("V", "Yes");
    tick.set("AS", "Yes");
    choose(&mut document, "test-first/rating", "3");
    choose(&mut document, "recommendation", "yes");
    change(&mut document);
    save(document)
}

fn save(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn field<'d>(document: &'d mut Document, name: &str) -> &'d mut Dictionary {
    let named = |object: &Object| {
        let text = object.as_dict().and_then(|dict| dict.get(b"T")).and_then(decode_text_string);
        text.is_ok_and(|text| text == name)
    };
    let id = *document.objects.iter().find(|(_, object)| named(object)).unwrap().0;
    document.get_object_mut(id).unwrap().as_dict_mut().unwrap()
}

/// Returns the widgets of a field.
fn widgets_of(document: &mut Document, name: &str) -> Vec<ObjectId> {
    let kids = field(document, name).get(b"Kids").unwrap().as_array().unwrap().clone();
    kids.iter().map(|kid| kid.as_reference().unwrap()).collect()
}

/// Chooses a radio button in all its widgets.
fn choose(document: &mut Document, name: &str, state: &str) {
    field(document, name).set("V", state);
    for id in widgets_of(document, name) {
        let looks = document.get_dictionary(id).unwrap().get_deref(b"AP", document).unwrap();
        let looks = looks.as_dict().unwrap().get_deref(b"N", document).unwrap();
        if looks.as_dict().unwrap().has(state.as_bytes()) {
            document.get_object_mut(id).unwrap().as_dict_mut().unwrap().set("AS", state);
        }
    }
}

fn source(bytes: Vec<u8>) -> SavedKit {
    SavedKit { bytes, password: None }
}

fn flattened(bytes: Vec<u8>) -> Result<Record, ReviseError> {
    interview_kit::pdf::revise::flatten(source(bytes), Flattening::default(), FontSet::bundled())
}

/// Returns a redaction of the names and these fields.
fn redaction(more: &[&str]) -> Redaction {
    Redaction {
        fields: more.iter().map(|name| (*name).to_owned()).collect(),
        keep: Vec::new(),
        replacement: None,
        recipient_of: |_| None,
        source_of: |_, _| KitSource::default(),
        recipient_line: ("For ", " only. Please do not pass it on."),
        accepts_recipient: false,
        kit_attachments: &["interview-kit.lock.json", "interview-kit.bank.toml"],
    }
}

/// Redacts the names and these fields.
fn redacted(bytes: Vec<u8>, more: &[&str]) -> Result<Redacted, ReviseError> {
    interview_kit::pdf::revise::redact(source(bytes), redaction(more), FontSet::bundled())
}
