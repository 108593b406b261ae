//! Kits as they come back from other programs: `inspect` and `flatten` show what a reader must know.

use lopdf::{Document, Object, ObjectId, Stream, dictionary, text_string};

use crate::TestDir;
use crate::edited_kit::{PYPDF, annotate, changed, entries, field, saved};

const RATING: &str = "test-first/rating";

/// Stores another rating than the one that is shown.
fn in_doubt() -> Vec<u8> {
    changed(|document| field(document, RATING).set("V", "1"))
}

fn with_remarks() -> Vec<u8> {
    changed(|document| {
        let rect = |low: i64| vec![60.into(), low.into(), 200.into(), (low + 20).into()];
        annotate(
            document,
            1,
            dictionary! {
                "Subtype" => "FreeText", "Rect" => rect(690), "T" => text_string("Grace Sample"),
                "Contents" => text_string("Strong on lists,\nstarts in March"),
            },
        );
        // Beside the notes on the first question.
        let notes = field(document, "test-first/notes").get(b"Rect").unwrap().clone();
        annotate(document, 2, dictionary! { "Subtype" => "Ink", "Rect" => notes });
    })
}

/// Two kits in one file: the pages of the second are copied behind those of the first.
fn merged() -> Vec<u8> {
    let mut whole = Document::load_mem(PYPDF).unwrap();
    let mut second = Document::load_mem(PYPDF).unwrap();
    field(&mut second, "candidate").set("V", text_string("Boris Muster"));
    second.renumber_objects_with(whole.max_id + 1);
    let pages: Vec<ObjectId> = second.page_iter().collect();
    whole.max_id = second.max_id;
    whole.objects.extend(second.objects);
    let tree = whole.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    for page in &pages {
        entries(&mut whole, *page).set("Parent", tree);
    }
    let tree = entries(&mut whole, tree);
    let kids = tree.get_mut(b"Kids").unwrap().as_array_mut().unwrap();
    kids.extend(pages.iter().map(|page| Object::from(*page)));
    let count = kids.len() as i64;
    tree.set("Count", count);
    saved(whole)
}

fn rows(csv: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv);
    // Rows of different lengths are an error of this reader.
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn an_answer_in_doubt_is_shown_as_such_in_every_form() {
    let dir = TestDir::empty().file("filled.pdf", in_doubt());
    for (format, shown) in [
        ("table", "  also: 1  2\n"),
        ("csv", ",3,also: 1,"),
        ("markdown", "| 3 | also: 1 |"),
        ("json", "\"other_values\": [\n        \"1\"\n      ]"),
    ] {
        dir.run(&format!("inspect filled.pdf --format {format}"))
            .exits_with(0)
            .stdout_has(shown)
            .stderr_has(
                "warning[pdf::answer-in-doubt]: in filled.pdf, 1 answer is in doubt: `test-first/rating`",
            )
            .stderr_has("look at the pages and decide");
    }
    dir.run("inspect filled.pdf")
        .exits_with(0)
        .stdout_has("\n1 answer IN DOUBT: compare them with the pages\n");
    dir.run("inspect filled.pdf --findings json").exits_with(0).stderr_has("\"pdf::answer-in-doubt\"");
    let sound = TestDir::empty().file("filled.pdf", PYPDF).run("inspect filled.pdf").exits_with(0);
    assert!(sound.stderr.is_empty() && !String::from_utf8(sound.stdout).unwrap().contains("doubt"));
}

#[test]
fn remarks_are_shown_with_page_question_and_text_in_every_form() {
    let dir = TestDir::empty().file("filled.pdf", with_remarks());
    dir.run("inspect filled.pdf")
        .exits_with(0)
        .stdout_has("\n2 remarks on the pages\n")
        .stdout_has("typed text")
        .stdout_has("Strong on lists, starts in March");
    let csv = dir.run("inspect filled.pdf --format csv").exits_with(0).stdout;
    let remarks: Vec<Vec<String>> = rows(&csv).into_iter().filter(|row| row[3] == "remark").collect();
    assert_eq!(
        remarks[0][2..],
        ["", "remark", "typed text", "Strong on lists,\nstarts in March", "", "1", "Grace Sample"]
    );
    assert_eq!(remarks[1][2..], ["test-first", "remark", "drawing", "", "", "2", ""]);
    dir.run("inspect filled.pdf --format markdown")
        .exits_with(0)
        .stdout_has("| test-first | remark | drawing |  | 2 |");
    let json = dir.run("inspect filled.pdf --format json").exits_with(0).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let remark = serde_json::json!({
        "kit": 1, "page": 1, "question": null, "type": "FreeText", "author": "Grace Sample",
        "text": "Strong on lists,\nstarts in March",
    });
    assert_eq!(json["remarks"][0], remark);
    assert_eq!(json["remarks"][1]["question"], "test-first");
}

#[test]
fn a_record_has_the_remarks_if_they_are_asked_for() {
    let dir = TestDir::empty().file("kit.pdf", with_remarks());
    dir.run("flatten kit.pdf --out without.pdf").exits_with(0);
    dir.run("flatten kit.pdf --remarks --out with.pdf").exits_with(0);
    let drawn = |name: &str| {
        let document = Document::load_mem(&dir.bytes(name)).unwrap();
        let pages: Vec<u32> = document.get_pages().into_keys().collect();
        document.extract_text(&pages).unwrap().len()
    };
    assert!(drawn("with.pdf") > drawn("without.pdf"));
}

#[test]
fn merged_kits_are_told_apart_and_how_to_split_them() {
    let dir = TestDir::empty().file("two kits.pdf", merged());
    let run = |format: &str| dir.run("inspect").arg("two kits.pdf").arg("--format").arg(format).exits_with(0);
    for format in ["table", "csv", "markdown", "json"] {
        run(format)
            .stdout_has("Boris Muster")
            .stdout_has("Łukasz Żółć")
            .stderr_has(
                "warning[pdf::merged-kits]: two kits.pdf is 2 kits merged into one file: pages 1-3, 4-6",
            )
            .stderr_has("`qpdf 'two kits.pdf' --pages . 4-6 -- kit-2.pdf`");
    }
    run("table").stdout_has("\n2 KITS MERGED INTO ONE FILE: pages 1-3, 4-6\n");
    let table = rows(&run("csv").stdout);
    let candidates: Vec<&[String]> =
        table.iter().filter(|row| row[3] == "candidate").map(|row| &row[1..6]).collect();
    let candidate =
        |kit: &str, name: &str| ["", kit, "", "candidate", "text", name].map(str::to_owned)[1..].to_vec();
    assert_eq!(candidates, [candidate("1 of 2", "Łukasz Żółć"), candidate("2 of 2", "Boris Muster")]);
    run("markdown").stdout_has("| 2 of 2 |  | candidate | text | Boris Muster |");
    let json: serde_json::Value = serde_json::from_slice(&run("json").stdout).unwrap();
    assert_eq!(json["kits"], serde_json::json!([{ "pages": [1, 3] }, { "pages": [4, 6] }]));
}

#[test]
fn several_files_become_one_table() {
    let dir = TestDir::empty().file("a.pdf", PYPDF).file("b.pdf", with_remarks()).file("c.txt", "no file");
    let table = rows(&dir.run("inspect a.pdf b.pdf --format csv").exits_with(0).stdout);
    let heading = ["file", "kit", "question", "field", "kind", "value", "doubt", "page", "author"];
    assert_eq!(table[0], heading);
    assert_eq!(table.iter().filter(|row| **row == heading).count(), 1);
    let count = |name: &str| table.iter().filter(|row| row[0] == name).count();
    assert_eq!((count("a.pdf"), count("b.pdf"), table.len()), (16, 18, 35));
    dir.run("inspect a.pdf b.pdf")
        .exits_with(0)
        .stdout_has("a.pdf\nInterview kit: ")
        .stdout_has("\n\nb.pdf\nInterview kit: ");
    dir.run("inspect a.pdf b.pdf --format markdown").exits_with(0).stdout_has("| file | question | field |");
    let json = dir.run("inspect a.pdf b.pdf --format json").exits_with(0).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!((&json[0]["file"], &json[1]["file"]), (&"a.pdf".into(), &"b.pdf".into()));
    // One file that cannot be read does not hide the others.
    dir.run("inspect a.pdf c.txt --format csv")
        .exits_with(1)
        .stdout_has("a.pdf,")
        .stderr_has("c.txt: the file is not a PDF file");
    dir.run("inspect a.pdf b.pdf --rebuild").exits_with(2).stderr_has("give one FILE");
    dir.run("inspect - -").exits_with(2).stderr_has("standard input can be read only once");
}

#[test]
fn the_kit_of_an_answer_is_named_in_csv() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --out kit.pdf").exits_with(0);
    let json = dir.run("inspect kit.pdf --format json").exits_with(0).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let table = rows(&dir.run("inspect kit.pdf --format csv").exits_with(0).stdout);
    assert!(table.iter().skip(1).all(|row| row[0] == "kit.pdf" && row[1] == json["lock"]["kit"]));
}

#[test]
fn a_rating_whose_box_lost_its_field_is_shown_and_drawn_with_a_warning() {
    let dir = TestDir::empty().file(
        "filled.pdf",
        changed(|document| {
            let flags = field(document, RATING).get(b"Ff").unwrap().clone();
            let kids = field(document, RATING).get(b"Kids").unwrap().as_array().unwrap().clone();
            field(document, RATING).set("V", "Off");
            for kid in kids {
                let kid = kid.as_reference().unwrap();
                let is_chosen = entries(document, kid)
                    .get(b"AS")
                    .and_then(Object::as_name)
                    .is_ok_and(|state| state == b"3");
                if is_chosen {
                    let widget = entries(document, kid);
                    widget.remove(b"Parent");
                    widget.set("T", text_string(RATING));
                    widget.set("FT", "Btn");
                    widget.set("Ff", flags.clone());
                    widget.set("V", "3");
                }
            }
        }),
    );
    dir.run("inspect filled.pdf --format csv")
        .exits_with(0)
        .stdout_has("test-first,rating,1 | 3 | not-asked,3,,2,\n")
        .stderr_has("warning[pdf::detached-fields]: in filled.pdf, ")
        .stderr_has("`test-first/rating`");
    dir.run("flatten filled.pdf --out record.pdf")
        .exits_with(0)
        .stderr_has("8 of 16 fields")
        .stderr_has("warning[pdf::detached-fields]")
        .stderr_has("`test-first/rating`");
    let text = |document: &Document, number: u32| document.extract_text(&[number]).unwrap();
    let record = Document::load_mem(&dir.bytes("record.pdf")).unwrap();
    let dir = dir.file("whole.pdf", PYPDF);
    dir.run("flatten whole.pdf --out whole-record.pdf").exits_with(0);
    let whole = Document::load_mem(&dir.bytes("whole-record.pdf")).unwrap();
    assert_eq!(text(&record, 2), text(&whole, 2), "the record draws the rating in its place");
}

#[test]
fn a_renamed_state_is_shown_as_doubt_and_not_as_a_rating() {
    let dir = TestDir::empty().file(
        "filled.pdf",
        changed(|document| {
            let kids = field(document, RATING).get(b"Kids").unwrap().as_array().unwrap().clone();
            field(document, RATING).set("V", "Yes");
            for kid in kids {
                let kid = kid.as_reference().unwrap();
                let is_chosen = entries(document, kid)
                    .get(b"AS")
                    .and_then(Object::as_name)
                    .is_ok_and(|state| state == b"3");
                if is_chosen {
                    entries(document, kid).set("AS", "Yes");
                    entries(document, kid).remove(b"V");
                }
            }
        }),
    );
    dir.run("inspect filled.pdf --format csv")
        .exits_with(0)
        .stdout_has("test-first,rating,1 | 3 | not-asked,,also: Yes,2,\n")
        .stderr_has("1 answer is in doubt: `test-first/rating`");
}

#[test]
fn boxes_without_a_form_are_read_and_said_to_be_such() {
    let dir = TestDir::empty().file(
        "filled.pdf",
        changed(|document| {
            document.catalog_mut().unwrap().remove(b"AcroForm");
        }),
    );
    dir.run("inspect filled.pdf").exits_with(0).stdout_has("8 of 16 fields filled in").stderr_has(
        "warning[pdf::lost-form]: filled.pdf lost its form, and only the boxes are still on its pages",
    );
    // Boxes that lost their names too.
    let dir = TestDir::empty().file(
        "filled.pdf",
        changed(|document| {
            document.catalog_mut().unwrap().remove(b"AcroForm");
            for object in document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok()) {
                for key in [b"T".as_slice(), b"Parent", b"TU"] {
                    if object.has(b"Rect") || object.has(b"Kids") && object.has(b"FT") {
                        object.remove(key);
                    }
                }
            }
        }),
    );
    dir.run("inspect filled.pdf --format csv")
        .exits_with(1)
        .stdout_is_empty()
        .stderr_has("error[pdf::unnamed-boxes]: ")
        .stderr_has("boxes on the pages of filled.pdf lost the fields they belong to");
}

#[test]
fn portfolios_and_exported_answers_are_named() {
    let portfolio = || {
        let mut document = Document::load_mem(PYPDF).unwrap();
        let pages: Vec<ObjectId> = document.page_iter().collect();
        for page in pages {
            entries(&mut document, page).remove(b"Annots");
        }
        let stream = document.add_object(Stream::new(dictionary! {}, PYPDF.to_vec()));
        let file = dictionary! { "F" => text_string("ada.pdf"), "EF" => dictionary! { "F" => stream } };
        let names = vec![text_string("ada.pdf"), document.add_object(file).into()];
        let catalog = document.catalog_mut().unwrap();
        catalog.remove(b"AcroForm");
        catalog.set("Collection", dictionary! { "Type" => "Collection" });
        catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
        saved(document)
    };
    let dir = TestDir::empty()
        .file("portfolio.pdf", portfolio())
        .file(
            "answers.fdf",
            "%FDF-1.2\n1 0 obj\n<</FDF<</Fields[<</T(candidate)/V(Ada Example)>>]>>>>\nendobj\n%%EOF\n",
        )
        .file(
            "answers.xfdf",
            "<?xml version=\"1.0\"?>\n<xfdf xmlns=\"http://ns.adobe.com/xfdf/\"><fields/></xfdf>\n",
        );
    for (name, code, sentence, help) in [
        (
            "portfolio.pdf",
            "pdf::portfolio",
            "portfolio.pdf is a portfolio: it is a cover for 1 attached file (ada.pdf), and has no answers of its own",
            "`pdfdetach -saveall portfolio.pdf`",
        ),
        ("answers.fdf", "pdf::fdf", "the file is no kit but an FDF file", "fill_form answers.fdf"),
        ("answers.xfdf", "pdf::xfdf", "the file is no kit but an XFDF file", "fill_form answers.xfdf"),
    ] {
        for format in ["table", "csv"] {
            dir.run(&format!("inspect {name} --format {format}"))
                .exits_with(1)
                .stdout_is_empty()
                .stderr_has(&format!("error[{code}]"))
                .stderr_has(sentence)
                .stderr_has(help);
        }
    }
}

#[test]
fn no_cell_of_a_csv_file_is_run_by_a_spreadsheet() {
    let evil = ["=HYPERLINK(\"http://example.com\")", "+1", "-1+1", "@SUM(A1)"];
    for value in evil {
        let dir = TestDir::empty().file(
            "filled.pdf",
            changed(|document| {
                field(document, "candidate").set("V", text_string(value));
            }),
        );
        let table = rows(&dir.run("inspect filled.pdf --format csv").exits_with(0).stdout);
        let cell = &table.iter().find(|row| row[3] == "candidate").unwrap()[5];
        assert_eq!(*cell, format!("'{value}"));
        assert!(table.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
        // The table can be given to `--prefill`, and gives the value itself.
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["candidate"]).unwrap();
        writer.write_record([cell]).unwrap();
        let dir = TestDir::with_bank().file("candidates.csv", writer.into_inner().unwrap());
        dir.run("build --bank bank.toml --prefill candidates.csv --out {n}.pdf").exits_with(0);
        let kit = dir.run("inspect 1.pdf --format json").exits_with(0).stdout;
        let kit: serde_json::Value = serde_json::from_slice(&kit).unwrap();
        let field =
            kit["fields"].as_array().unwrap().iter().find(|field| field["name"] == "candidate").unwrap();
        assert_eq!(field["value"], value);
    }
    // The other tables are written by the same function.
    let bank = include_str!("../cli/banks/small.toml").replacen("prompt = \"", "prompt = \"=", 1);
    let dir = TestDir::empty().file("bank.toml", bank);
    for words in
        ["list questions --bank bank.toml --format csv", "build --bank bank.toml --dry-run --format csv"]
    {
        let table = rows(&dir.run(words).exits_with(0).stdout);
        assert!(table.iter().flatten().all(|cell| !cell.starts_with('=')), "{words}");
    }
    let listed = rows(&dir.run("list questions --bank bank.toml --format csv").exits_with(0).stdout);
    assert!(listed.iter().flatten().any(|cell| cell.starts_with("'=")));
}
