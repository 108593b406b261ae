//! `redact` for candidates whose names are words of the kit: neither refused for ever nor left in sight.

use lopdf::{Document, Stream, dictionary, text_string};

use crate::TestDir;
use crate::edited_kit::{edited, entries, field, page};

/// A bank with a word in it, `Ocasek`, that a kit for `mid` does not print.
const BANK: &str = "\
schema = 1
scale = [{ score = 1, label = 'No', description = 'No.' }, { score = 2, label = 'Yes', description = 'Yes.' }]
category = [{ id = 'c', name = 'C', type = 'technical' }]
role = [{ id = 'r', name = 'R', categories = ['c'] }]
[[question]]
id = 'why'
category = 'c'
seniority = ['mid', 'senior']
minutes = 5
prompt = 'Why does Max use the max of it?'
listen_for = ['It works', { text = 'Cites Ocasek', from = 'senior' }]
";

/// Builds a kit of this bank in a folder, fills in the candidate, and changes it as another program would.
fn filled(candidate: &str, change: impl FnOnce(&mut Document)) -> TestDir {
    let dir = TestDir::empty().file("bank.toml", BANK);
    dir.run("build --bank bank.toml --role r --seniority mid --out kit.pdf").exits_with(0);
    let bytes = edited(&dir.bytes("kit.pdf"), |document| {
        field(document, "candidate").set("V", text_string(candidate));
        change(document);
    });
    dir.file("filled.pdf", bytes)
}

fn write_notes(document: &mut Document, text: &str) {
    field(document, "why/notes").set("V", text_string(text));
}

/// Prints a text into the first page.
fn print(document: &mut Document, text: &str) {
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    };
    let first = page(document, 1);
    let dict = document.get_dictionary(first).unwrap();
    let resources = dict.get(b"Resources").unwrap().clone();
    let mut resources = document.dereference(&resources).unwrap().1.as_dict().unwrap().clone();
    let fonts = resources.get(b"Font").unwrap().clone();
    let mut fonts = document.dereference(&fonts).unwrap().1.as_dict().unwrap().clone();
    fonts.set("Burnt", font);
    resources.set("Font", fonts);
    let content = format!("BT /Burnt 9 Tf 60 20 Td ({text}) Tj ET").into_bytes();
    let old = dict.get(b"Contents").unwrap().clone();
    let new = document.add_object(Stream::new(dictionary! {}, content));
    let page = entries(document, first);
    page.set("Resources", resources);
    page.set("Contents", vec![old, new.into()]);
}

#[test]
fn a_name_that_only_the_attached_bank_has_is_no_leak() {
    filled("Zed Ocasek", |_| ()).run("redact filled.pdf --out less.pdf").exits_with(0);
    let dir = filled("Zed Ocasek", |document| write_notes(document, "as Ocasek says"));
    dir.run("redact filled.pdf --out less.pdf").exits_with(0);
    dir.run("inspect less.pdf").exits_with(0).stdout_has("as [removed] says");
    filled("Zed Ocasek", |document| write_notes(document, "as ocasek says"))
        .run("redact filled.pdf --out less.pdf")
        .exits_with(1)
        .stderr_has("`ocasek` is still in the field `why/notes`");
    // A bank that was exchanged does not say what the kit is made of.
    let dir = filled("Zed Stranger", |document| {
        let is_file =
            |object: &lopdf::Object| object.as_stream().is_ok_and(|s| s.dict.has_type(b"EmbeddedFile"));
        let ids: Vec<_> = document.objects.iter().filter(|(_, o)| is_file(o)).map(|(id, _)| *id).collect();
        for id in ids {
            let stream = document.get_object_mut(id).unwrap().as_stream_mut().unwrap();
            let text = String::from_utf8(stream.get_plain_content().unwrap()).unwrap();
            stream.dict.remove(b"DecodeParms");
            stream.set_plain_content(text.replace("Cites Ocasek", "Cites Stranger").into_bytes());
        }
    });
    dir.run("redact filled.pdf --out less.pdf")
        .exits_with(1)
        .stderr_has("`Stranger` is still in an attached file");
}

#[test]
fn a_name_that_the_altered_pages_print_as_built_is_no_leak() {
    let altered = "redact filled.pdf --out less.pdf --accept-altered";
    let remove_page = |document: &mut Document| document.delete_pages(&[2]);
    // `Max` is on the page of the question, `Page` on every page.
    for candidate in ["Max Zorn", "Zed Page"] {
        filled(candidate, remove_page).run(altered).exits_with(0);
        filled(candidate, |document| print(document, "with the page and the max")).run(altered).exits_with(0);
    }
    for (candidate, text, word) in [("Zed Page", "asked Page", "Page"), ("Max Zorn", "asked Max", "Max")] {
        filled(candidate, |document| print(document, text))
            .run(altered)
            .exits_with(1)
            .stderr_has(&format!("error[redact::name-left]: `{word}` is still in page 1"));
    }
    // A page that was removed does not excuse the word on another page.
    let moved = |document: &mut Document| {
        document.delete_pages(&[2]);
        print(document, "asked Max");
    };
    filled("Max Zorn", moved).run(altered).exits_with(1).stderr_has("`Max` is still in page 1");
}

#[test]
fn a_renamed_name_field_is_searched_as_a_name_when_it_is_named() {
    let rename = |notes: &'static str| {
        filled("Wanda Zorn", move |document| {
            field(document, "candidate").set("T", text_string("Text1"));
            write_notes(document, notes);
        })
    };
    let dir = rename("Wanda is quick");
    dir.run("redact filled.pdf --out less.pdf --accept-altered")
        .exits_with(1)
        .stderr_has("has no field `candidate`: it was removed or renamed")
        .stderr_has("if the name is in another field, which `interview-kit inspect` names, `--field NAME` empties that");
    dir.run("redact filled.pdf --out less.pdf --accept-altered --field Text1").exits_with(0);
    dir.run("inspect less.pdf").exits_with(0).stdout_has("[removed] is quick");
    rename("wanda is quick")
        .run("redact filled.pdf --out less.pdf --accept-altered --field Text1")
        .exits_with(1)
        .stderr_has("`wanda` is still in the field `why/notes`");
}

#[test]
fn a_kit_without_the_field_of_a_name_is_refused() {
    let dir = filled("Wanda Zorn", |document| {
        let catalog = document.catalog().unwrap().get(b"AcroForm").unwrap().as_reference().unwrap();
        let fields = entries(document, catalog).get(b"Fields").unwrap().clone();
        let fields = document.dereference(&fields).unwrap().1.as_array().unwrap().clone();
        let is_other = |field: &lopdf::Object| {
            let name = document.get_dictionary(field.as_reference().unwrap()).unwrap().get(b"T").unwrap();
            lopdf::decode_text_string(name).unwrap() != "candidate"
        };
        let kept: Vec<lopdf::Object> = fields.into_iter().filter(is_other).collect();
        entries(document, catalog).set("Fields", kept);
        for number in 1..=document.get_pages().len() {
            let id = page(document, number);
            entries(document, id).remove(b"Annots");
        }
    });
    dir.run("redact filled.pdf --out less.pdf --accept-altered --field takeaways")
        .exits_with(1)
        .stderr_has("has no field `candidate`");
}
