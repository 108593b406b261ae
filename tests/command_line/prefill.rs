//! Prefilled kits: one by options, many by a table.

use std::fs;

use interview_kit::pdf::read::{Filled, Value, read};

use crate::TestDir;

const BUILD: &str = "build --bank bank.toml --role analyst --seniority mid";

fn dir(table: &str) -> TestDir {
    TestDir::with_bank().file("rows.csv", table).file("kits/keep.txt", "")
}

/// Returns the names of the kits in the folder, sorted.
fn kit_names(dir: &TestDir) -> Vec<String> {
    let entries = fs::read_dir(dir.path("kits")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name != "keep.txt").collect();
    names.sort();
    names
}

fn value(filled: &Filled, name: &str) -> String {
    match &filled.fields.iter().find(|field| field.name == name).unwrap().value {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    }
}

/// Returns the candidate, interviewer, date and reference of a kit.
fn values(dir: &TestDir, kit: &str) -> [String; 4] {
    let filled = read(&dir.bytes(kit)).unwrap();
    ["candidate", "interviewer", "date", "reference"].map(|name| value(&filled, name))
}

#[test]
fn one_kit_takes_its_values_from_flags() {
    let dir = TestDir::with_bank();
    let words = "build --bank bank.toml --out kit.pdf --candidate Ada --interviewer Grace --date 2026-12-01 --reference R-17";
    dir.run(words).exits_with(0);
    assert_eq!(values(&dir, "kit.pdf"), ["Ada", "Grace", "2026-12-01", "R-17"]);
    let fresh = dir.bytes("kit.pdf");
    dir.run(words).exits_with(0);
    assert!(dir.bytes("kit.pdf") == fresh, "the same kit is the same bytes");
    dir.run("build --bank bank.toml --out kit.pdf --candidate").arg("Eve").exits_with(0);
    assert_eq!(values(&dir, "kit.pdf"), ["Eve", "", "", ""], "what was filled in beforehand is no answer");
    dir.run("build --only py-core-slicing --candidate Eve --out kit.pdf").exits_with(0);
    let printed = dir.run("inspect kit.pdf --format csv").exits_with(0).stdout;
    let printed = String::from_utf8(printed).unwrap();
    assert!(printed.contains(",candidate,text,Eve,,1,\n"), "{printed}");
    assert!(printed.contains("py-core-slicing,follow-up-1,text,,,2,\n"), "{printed}");
}

#[test]
fn a_kit_without_out_has_the_name_of_its_candidate() {
    let dir = TestDir::with_manifest();
    dir.run(&format!("{BUILD} --candidate")).arg("Ann Example").exits_with(0);
    dir.run(&format!("{BUILD} --reference R-7 --out kits/ --candidate")).arg("Ben Example").exits_with(0);
    dir.run(&format!("{BUILD} --reference R-7")).exits_with(0);
    // The candidate must not see the reference.
    dir.run(&format!("{BUILD} --reference R-7 --face candidate")).exits_with(0);
    dir.run("batch").exits_with(0);
    let build = "build --bank bank.toml --lock kits.lock --kit analyst-mid --candidate Cy";
    dir.run(build).exits_with(0);
    for name in [
        "analyst-mid-ann-example.pdf",
        "kits/analyst-mid-ben-example.pdf",
        "analyst-mid-r-7.pdf",
        "analyst-mid-candidate.pdf",
        "analyst-mid-cy.pdf",
    ] {
        assert!(dir.path(name).exists(), "{name}: {:?}", dir.names());
    }
    dir.run(&format!("{BUILD} --candidate")).arg("x".repeat(120)).exits_with(0);
}

#[test]
fn a_value_that_does_not_fit_on_a_line_is_rejected() {
    let dir = TestDir::with_bank();
    let candidate = || dir.run("build --bank bank.toml --candidate");
    candidate().arg("a\nb").exits_with(2).stderr_has("--candidate contains a line break");
    candidate()
        .arg("a\u{1b}[31mb")
        .exits_with(2)
        .stderr_has("--candidate contains the control character U+001B");
    candidate().arg("x".repeat(121)).exits_with(2).stderr_has("121 characters, more than 120");
    candidate()
        .arg("x\u{5d0}")
        .exits_with(1)
        .stderr_has("kit::missing-character")
        .stderr_has("--candidate:1:2");
    assert_eq!(dir.names(), ["bank.toml"]);
}

#[test]
fn a_table_makes_a_kit_for_every_row() {
    let dir =
        dir("Candidate,date,Interviewer,reference\nAda Lovelace,1 Dec,,R-1\n\n,,,\n\"Lin, Mei\",,Grace,\n");
    dir.run(&format!("{BUILD} --prefill rows.csv --date today --out kits"))
        .exits_with(0)
        .stderr_has("wrote 2 kits: ")
        .stderr_has("pages each");
    assert_eq!(kit_names(&dir), ["analyst-mid-ada-lovelace.pdf", "analyst-mid-lin-mei.pdf"]);
    assert_eq!(values(&dir, "kits/analyst-mid-ada-lovelace.pdf"), ["Ada Lovelace", "", "1 Dec", "R-1"]);
    assert_eq!(values(&dir, "kits/analyst-mid-lin-mei.pdf"), ["Lin, Mei", "Grace", "today", ""]);
    // The same table with a corrected value.
    dir.run(&format!("{BUILD} --prefill - --out kits/")).input("candidate\nAda Lovelace\n").exits_with(0);
    assert_eq!(values(&dir, "kits/analyst-mid-ada-lovelace.pdf"), ["Ada Lovelace", "", "", ""]);
}

#[test]
fn a_kit_of_a_table_is_the_kit_of_the_flags() {
    let dir = dir("reference,candidate\nR-1,Bob\nR-2,Ada\n");
    dir.run(&format!("{BUILD} --prefill rows.csv --out kits/{{reference}}.pdf")).exits_with(0);
    dir.run(&format!("{BUILD} --candidate Ada --reference R-2 --out one.pdf")).exits_with(0);
    assert!(dir.bytes("kits/r-2.pdf") == dir.bytes("one.pdf"));
}

#[test]
fn tables_are_read_as_spreadsheets_save_them() {
    for table in [
        "\u{feff}CANDIDATE;Reference\r\n\"Lin; Mei\";R-1\r\n",
        "candidate\treference\nLin; Mei\tR-1",
        " candidate , reference \n Lin; Mei , R-1 ,\n",
    ] {
        let dir = dir(table);
        dir.run(&format!("{BUILD} --prefill rows.csv --out kits")).exits_with(0);
        let [candidate, _, _, reference] = values(&dir, "kits/analyst-mid-lin-mei.pdf");
        assert_eq!((candidate.as_str(), reference.as_str()), ("Lin; Mei", "R-1"), "{table:?}");
    }
}

#[test]
fn one_run_reports_every_mistake_of_a_table() {
    let long = "x".repeat(300);
    let dir = dir(&format!("refrence,date,candidate,date\nx,,{long},1\n,\"a\nb\",A\u{7}a,1,2\n"));
    let ran = dir.run(&format!("{BUILD} --prefill rows.csv --out kits --findings short")).exits_with(1);
    for said in [
        "rows.csv:1:1: error[prefill::unknown-column]: the column `refrence` is not known",
        "rows.csv:1:25: error[prefill::duplicate-column]: there are two columns `date`",
        "rows.csv:2:4: error[prefill::bad-value]: the candidate has 300 characters, more than 120",
        "rows.csv:3:3: error[prefill::bad-value]: the date contains a line break",
        "rows.csv:4:4: error[prefill::bad-value]: the candidate contains the control character U+0007",
        "rows.csv:4:10: error[prefill::too-many-values]: the row has 5 values, but there are 4 columns",
    ] {
        assert!(ran.stderr.contains(said), "{said}\n{}", ran.stderr);
    }
    dir.run(&format!("{BUILD} --prefill rows.csv --out kits"))
        .exits_with(1)
        .stderr_has("did you mean `reference`?");
    assert!(kit_names(&dir).is_empty());
}

#[test]
fn a_file_that_is_no_table_is_rejected() {
    let run = |table: &[u8]| {
        let dir = dir("").file("rows.csv", table);
        dir.run(&format!("{BUILD} --prefill rows.csv --out kits")).exits_with(1)
    };
    run(b"").stderr_has("prefill::empty");
    run(b"candidate,date\n").stderr_has("no row below the names of its columns");
    run(b"candidate\n,,\n").stderr_has("no row below the names of its columns");
    run(b"candidate\nJos\xe9\n").stderr_has("not UTF-8").stderr_has("rows.csv:2:4").stderr_has("CSV UTF-8");
    run(b"%PDF-1.7\n1 0 obj\n").stderr_has("prefill::unknown-column");
    let many = format!("candidate\n{}", "Ada\n".repeat(10_001));
    run(many.as_bytes()).stderr_has("more than 10000 rows").stderr_has("rows.csv:10002:1");
    run(format!("names\n{}", "x\u{1}\n".repeat(500)).as_bytes()).stderr_has("unknown-column");
    let faults = format!("candidate\n{}", "x\u{1}\n".repeat(500));
    let ran = run(faults.as_bytes()).stderr_has("the table has many mistakes; the rest of it was not read");
    assert_eq!(ran.stderr.matches("prefill::bad-value").count(), 100);
    let quote = format!("candidate\n\"{}", "x\n".repeat(100_000));
    run(quote.as_bytes()).stderr_has("prefill::bad-value");
    TestDir::with_bank()
        .run(&format!("{BUILD} --prefill absent.csv"))
        .exits_with(2)
        .stderr_has("cannot read absent.csv");
    let both = "build --bank - --prefill -";
    TestDir::empty().run(both).exits_with(2).stderr_has("cannot both read standard input");
}

#[test]
fn names_of_files_are_safe_whatever_a_row_says() {
    let long = "é".repeat(120);
    let rows = [
        "../../../etc/passwd",
        "CON",
        &long,
        "x\u{202e}fdp.exe",
        "C:\\x|y?*",
        "...",
        "Ada",
        "ADA",
        "ada-2",
        "Λ",
    ];
    let table = format!("candidate\n{}\n", rows.join("\n"));
    let dir = dir(&table);
    dir.run(&format!("{BUILD} --prefill rows.csv --out kits/{{candidate}}.pdf")).exits_with(0);
    let names = kit_names(&dir);
    let mut expected = vec![
        "etc-passwd.pdf".to_owned(),
        "kit-con.pdf".to_owned(),
        format!("{}.pdf", "é".repeat(54)),
        "xfdp-exe.pdf".to_owned(),
        "c-x-y.pdf".to_owned(),
        "row-6.pdf".to_owned(),
        "ada.pdf".to_owned(),
        "ada-2.pdf".to_owned(),
        "ada-2-2.pdf".to_owned(),
        "λ.pdf".to_owned(),
    ];
    expected.sort();
    assert_eq!(names, expected);
    assert!(names.iter().all(|name| name.len() <= 120));
    assert_eq!(dir.names(), ["bank.toml", "kits", "rows.csv"]);
}

#[test]
fn the_target_of_many_kits_is_a_folder_or_a_pattern() {
    let dir = dir("candidate,reference\nAda,R-1\n,R-2\n");
    let run = |out: &str| dir.run(&format!("{BUILD} --prefill rows.csv --out {out}"));
    run("kit.pdf").exits_with(2).stderr_has("kit.pdf names one file").stderr_has("{candidate}.pdf");
    run("-").exits_with(2).stderr_has("name a folder");
    run("{candiate}.pdf").exits_with(2).stderr_has("did you mean `candidate`?").stderr_has("{n}");
    run("{candidate.pdf").exits_with(2).stderr_has("without `}`");
    run("kits/{n}-{reference}-{candidate}.pdf").exits_with(0);
    assert_eq!(kit_names(&dir), ["1-r-1-ada.pdf", "2-r-2-row-2.pdf"]);
    dir.run(&format!("{BUILD} --prefill rows.csv")).exits_with(0);
    let here = dir.names();
    assert!(
        here.contains(&"analyst-mid-ada.pdf".to_owned()) && here.contains(&"analyst-mid-r-2.pdf".to_owned())
    );
}

#[test]
fn no_kit_is_written_if_one_must_not_be_overwritten() {
    let dir = dir("candidate\nAda\nBob\n").file("kits/analyst-mid-bob.pdf", "of another program");
    dir.run(&format!("{BUILD} --prefill rows.csv --out kits")).exits_with(2).stderr_has("add --force");
    assert_eq!(kit_names(&dir), ["analyst-mid-bob.pdf"]);
    dir.run(&format!("{BUILD} --prefill rows.csv --out kits --force")).exits_with(0);
    assert_eq!(values(&dir, "kits/analyst-mid-bob.pdf")[0], "Bob");
    // A missing character is reported before the first file is written.
    fs::remove_file(dir.path("kits/analyst-mid-ada.pdf")).unwrap();
    dir.run(&format!("{BUILD} --prefill - --out kits"))
        .input("candidate\nAda\n\u{5d3}\u{5e0}\u{5d4}\n")
        .exits_with(1)
        .stderr_has("kit::missing-character")
        .stderr_has("which row 2 uses")
        .stderr_has("<stdin>:3:1");
    assert_eq!(kit_names(&dir), ["analyst-mid-bob.pdf"]);
}

#[test]
fn a_dry_run_lists_the_files() {
    let dir = dir("candidate\nAda\nBob\n");
    let dry = format!("{BUILD} --prefill rows.csv --out kits --dry-run");
    dir.run(&dry).exits_with(0).stdout_has("\nkits/analyst-mid-ada.pdf\nkits/analyst-mid-bob.pdf\n");
    dir.run(&format!("{dry} --format json")).exits_with(0).stderr_has("would write kits/analyst-mid-bob.pdf");
    assert!(kit_names(&dir).is_empty());
}

#[test]
fn the_candidates_face_has_the_candidate_and_the_date_only() {
    let dir =
        dir("candidate,interviewer,date,reference\nAda,Grace Hopper,today,R-17\n,Grace Hopper,today,R-18\n");
    for form in ["", " --no-form"] {
        dir.run(&format!("{BUILD} --face candidate --prefill rows.csv --out kits{form}")).exits_with(0);
        assert_eq!(kit_names(&dir), ["analyst-mid-candidate-ada.pdf", "analyst-mid-candidate-row-2.pdf"]);
        let document = lopdf::Document::load_mem(&dir.bytes("kits/analyst-mid-candidate-ada.pdf")).unwrap();
        let said = format!("{:?}", document.objects);
        assert!(!said.contains("Grace") && !said.contains("R-17"));
    }
}

#[test]
fn a_table_names_its_columns_as_people_do() {
    let dir =
        dir("Full name;Interview Date;Interviewed by;Application No.\nAda Example;1 Dec;Grace Sample;R-1\n");
    dir.run(&format!("{BUILD} --prefill rows.csv --out kits/{{name}}.pdf")).exits_with(0);
    assert_eq!(values(&dir, "kits/ada-example.pdf"), ["Ada Example", "Grace Sample", "1 Dec", "R-1"]);
    let two = dir.with_file("rows.csv", "Name,Applicant\nAda Example,Bo Sample\n");
    two.run(&format!("{BUILD} --prefill rows.csv --out kits"))
        .exits_with(1)
        .stderr_has("the columns `Name` and `Applicant` both mean the candidate")
        .stderr_has("rows.csv:1:6");
}

#[test]
fn unknown_columns_are_ignored_with_a_note() {
    let table = "Name,Phone,Stage,Recruiter notes\nAda Example,555-0100,2,\"many\nlines\"\nBo Sample,,,\n";
    let dir = dir(table);
    let note = "note[prefill::ignored-column]: ignored the columns `Phone`, `Stage`, `Recruiter notes`";
    let ran = dir.run(&format!("{BUILD} --prefill rows.csv --out kits")).exits_with(0).stderr_has(note);
    assert!(!ran.stderr.contains("call it"), "{}", ran.stderr);
    assert_eq!(kit_names(&dir), ["analyst-mid-ada-example.pdf", "analyst-mid-bo-sample.pdf"]);
    let said = "no column names the candidates: call it `candidate` or `name`";
    let split = dir.with_file("rows.csv", "First name,Last name,Ref\nAda,Example,R-1\n");
    split.run(&format!("{BUILD} --prefill rows.csv --out kits")).exits_with(0).stderr_has(said);
    let unknown = dir.with_file("rows.csv", "Phone,Stage\n555-0100,2\n");
    unknown
        .run(&format!("{BUILD} --prefill rows.csv --out kits"))
        .exits_with(1)
        .stderr_has("error[prefill::unknown-column]: the column `Phone` is not known")
        .stderr_has("no column of the table is known; the columns are `candidate`");
    // A name that is missing from every kit would be noticed late.
    let typo = dir.with_file("rows.csv", "candiate,date\nAda Example,1 Dec\n");
    typo.run(&format!("{BUILD} --prefill rows.csv --out kits"))
        .exits_with(1)
        .stderr_has("did you mean `candidate`? If not, rename or remove the column");
}

#[test]
fn every_file_that_is_written_is_named() {
    let dir = dir("name\nAda Example\nBo Sample\n");
    dir.run(&format!("{BUILD} --prefill rows.csv --out kits/"))
        .exits_with(0)
        .stderr_has("wrote 2 kits: ")
        .stderr_has("\nwrote kits/analyst-mid-ada-example.pdf\nwrote kits/analyst-mid-bo-sample.pdf\n");
    let ran = dir.run(&format!("{BUILD} --prefill rows.csv --out kits/ --findings json")).exits_with(0);
    let notes: serde_json::Value = serde_json::from_str(&ran.stderr).unwrap();
    let messages: Vec<&str> =
        notes.as_array().unwrap().iter().filter_map(|note| note["message"].as_str()).collect();
    assert!(messages.contains(&"wrote kits/analyst-mid-bo-sample.pdf"), "{messages:?}");
}

#[test]
fn a_row_of_nobody_and_a_spreadsheet_are_reported() {
    let dir = dir("candidate,date\nAda,1 Dec\n,2 Dec\n").file("rows.xlsx", b"PK\x03\x04\x14\0\xff");
    dir.run(&format!("{BUILD} --prefill rows.csv --dry-run"))
        .exits_with(0)
        .stderr_has("warning[prefill::nobody]: row 2 names no candidate and no reference");
    dir.run(&format!("{BUILD} --prefill rows.xlsx --dry-run"))
        .exits_with(1)
        .stderr_has("rows.xlsx is a spreadsheet file")
        .stderr_has("save it as CSV (UTF-8)");
}
