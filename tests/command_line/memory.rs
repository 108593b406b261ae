//! Peak memory of the program on files that are made to cost much, held to the ceilings of docs/reference/limits.md.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use lopdf::{Document, Object, Stream, dictionary, text_string};

use crate::TestDir;
use crate::edited_kit::{edited, entries, field, page};

const MIB: usize = 1 << 20;

/// The ceiling of a run: what the program needs for anything, and bytes for each byte of its input.
#[derive(Clone, Copy)]
struct Ceiling {
    base_mib: usize,
    factor: usize,
}

/// The ceiling of a command that reads TOML, as the page of limits states it.
const TOML: Ceiling = Ceiling { base_mib: 64, factor: 16 };
/// The ceiling of a command that reads a table or JSON.
const OTHER: Ceiling = Ceiling { base_mib: 64, factor: 32 };
/// The ceiling of a command that reads PDF files.
const PDF: Ceiling = Ceiling { base_mib: 160, factor: 16 };

/// Runs a command to its end, and returns the highest resident memory in KiB.
fn peak_kib(mut command: Command) -> usize {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut peak = 0;
    loop {
        peak = peak.max(read_peak(&child).unwrap_or(0));
        if child.try_wait().unwrap().is_some() {
            return peak;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Reads the highest resident memory so far, which the system keeps while the process runs.
fn read_peak(child: &Child) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// Returns this many lines or entries, each made of its number.
fn numbered(count: usize, entry: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |text, n| text + &entry(n))
}

/// Returns what is wrong if the run needs more than its ceiling.
fn check_peak(name: &str, input_bytes: usize, ceiling: Ceiling, command: Command) -> Option<String> {
    let peak = peak_kib(command);
    assert!(peak > 0, "{name}: the system does not say how much memory the program needs");
    let allowed = ceiling.base_mib * 1024 + ceiling.factor * input_bytes / 1024;
    (peak > allowed).then(|| format!("{name}: {} MiB, but {} MiB are allowed\n", peak / 1024, allowed / 1024))
}

/// TOML texts of 1 MiB, each of which costs another part of a reader.
fn costly_texts() -> Vec<(&'static str, String)> {
    let mut texts: Vec<(&'static str, String)> = vec![
        ("dots", ".".repeat(MIB)),
        ("equals signs", "=".repeat(MIB)),
        ("brackets", "[".repeat(MIB)),
        ("closing brackets", "]".repeat(MIB)),
        ("quotes", "\"".repeat(MIB)),
        ("apostrophes", "'".repeat(MIB)),
        ("line breaks", "\n".repeat(MIB)),
        ("commas", ",".repeat(MIB)),
        ("nested lists", format!("a = {}{}", "[".repeat(MIB / 2), "]".repeat(MIB / 2))),
        ("nested tables", "a={".repeat(MIB / 3)),
        ("a dotted key", "a.".repeat(MIB / 2)),
        ("one list", format!("a = [{}]", "1,".repeat(MIB / 2))),
        ("many keys", numbered(MIB / 9, |n| format!("k{n}=1\n"))),
        ("keys without values", "k =\n".repeat(MIB / 4)),
        ("headers of questions", "[[question]]\n".repeat(MIB / 13)),
        ("headers of kits", "[[kit]]\n".repeat(MIB / 8)),
        ("headers of tables", numbered(MIB / 9, |n| format!("[t{n}]\n"))),
    ];
    for (_, text) in &mut texts {
        text.insert_str(0, "schema = 1\n");
    }
    texts
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded_for_costly_banks_manifests_and_locks() {
    let dir = TestDir::with_bank();
    let mut wrong = String::new();
    for (name, text) in costly_texts() {
        fs::write(dir.path("costly.toml"), &text).unwrap();
        fs::write(dir.path("kits.lock"), &text).unwrap();
        let commands = [
            ("bank", "list roles --bank costly.toml --findings json"),
            ("manifest", "batch costly.toml --dry-run --out dist"),
            ("lock", "diff kits.lock kits.lock"),
        ];
        for (kind, words) in commands {
            let command = dir.run(words).command();
            wrong += &check_peak(&format!("{kind} of {name}"), text.len(), TOML, command).unwrap_or_default();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Puts another bank into a kit.
fn replace_bank(kit: &[u8], bank: &str) -> Vec<u8> {
    let mut document = Document::load_mem(kit).unwrap();
    let mut replaced = 0;
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        let plain = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let is_bank = plain.starts_with(b"language = ") || plain.starts_with(b"schema = ");
        if stream.dict.has_type(b"EmbeddedFile") && is_bank {
            stream.set_plain_content(bank.as_bytes().to_vec());
            stream.compress().unwrap();
            replaced += 1;
        }
    }
    assert_eq!(replaced, 1, "a kit carries one bank");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded_for_costly_banks_inside_kits() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --out kit.pdf").exits_with(0);
    let kit = dir.bytes("kit.pdf");
    let mut wrong = String::new();
    for sign in [".", "=", "[[question]]\n", "\n"] {
        let bank = format!("schema = 1\n{}", sign.repeat(7 * MIB / sign.len()));
        let costly = replace_bank(&kit, &bank);
        fs::write(dir.path("costly.pdf"), &costly).unwrap();
        // A kit is unpacked, so the ceiling counts the unpacked bank.
        let bytes = costly.len() + bank.len();
        for words in ["diff costly.pdf costly.pdf", "inspect costly.pdf --rebuild"] {
            let command = dir.run(words).command();
            wrong += &check_peak(&format!("{words} of {sign:?}"), bytes, TOML, command).unwrap_or_default();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Gives the first page of a kit this many content streams of 16 MiB, each of which repeats a text.
fn add_streams(kit: &[u8], count: usize, text: &str) -> Vec<u8> {
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    };
    edited(kit, |document| {
        let first = page(document, 1);
        let mut contents = vec![document.get_dictionary(first).unwrap().get(b"Contents").unwrap().clone()];
        for _ in 0..count {
            let mut stream =
                Stream::new(dictionary! {}, text.repeat((16 * MIB - 9) / text.len()).into_bytes());
            stream.compress().unwrap();
            contents.push(document.add_object(stream).into());
        }
        let page = entries(document, first);
        page.set("Contents", contents);
        page.set("Resources", dictionary! { "Font" => dictionary! { "F" => font } });
        field(document, "candidate").set("V", text_string("Wanda Zorn"));
    })
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded_for_pages_of_many_large_streams() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --out kit.pdf").exits_with(0);
    let kit = dir.bytes("kit.pdf");
    let mut wrong = String::new();
    for text in ["/A Do ", "BT /F 9 Tf (a b) Tj ET "] {
        let costly = add_streams(&kit, 5, text);
        fs::write(dir.path("costly.pdf"), &costly).unwrap();
        for words in [
            "flatten costly.pdf --out made.pdf --discard-answers",
            "redact costly.pdf --out made.pdf --accept-altered --discard-answers",
            "inspect costly.pdf",
        ] {
            let command = dir.run(words).command();
            let found = check_peak(&format!("{words} of {text:?}"), costly.len(), PDF, command);
            wrong += &found.unwrap_or_default();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_bank_inside_a_kit_has_a_limit_of_its_own() {
    let dir = TestDir::with_bank();
    dir.run("build --bank bank.toml --out kit.pdf").exits_with(0);
    let bank = String::from_utf8(dir.bytes("bank.toml")).unwrap();
    let large = bank + &"# a comment\n".repeat(9 * MIB / 12);
    fs::write(dir.path("large.pdf"), replace_bank(&dir.bytes("kit.pdf"), &large)).unwrap();
    dir.run("inspect large.pdf --rebuild")
        .exits_with(1)
        .stderr_has("the bank inside the kit is larger than 8 MiB");
    dir.run("diff large.pdf large.pdf").exits_with(0);
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded_for_costly_tables_and_json() {
    let dir = TestDir::with_bank();
    let values = |value: &str, count: usize| value.repeat(count);
    let tables = [
        ("commas", values(",", MIB)),
        ("quotes", values("\"", MIB)),
        ("rows", format!("candidate\n{}", values("a\n", MIB / 2))),
        ("one row", format!("candidate\n{}", values("a,", MIB / 2))),
    ];
    let mut wrong = String::new();
    for (name, text) in tables {
        fs::write(dir.path("costly.csv"), &text).unwrap();
        let command = dir.run("build --bank bank.toml --prefill costly.csv --out kits --dry-run").command();
        wrong += &check_peak(&format!("table of {name}"), text.len(), OTHER, command).unwrap_or_default();
    }
    let jsons = [
        ("brackets", values("[", MIB)),
        (
            "a lock of settings",
            format!("{{\"document\":{{{}", numbered(MIB / 10, |n| format!("\"{n}\":\"\","))),
        ),
        ("counts", format!("{{\"schema\":2,\"counts\":{{{}", numbered(MIB / 10, |n| format!("\"{n}\":1,")))),
        ("strings", format!("{{\"schema\":2,\"documents\":[{{\"seniority\":[{}", values("\"\",", MIB / 3))),
    ];
    for (name, text) in jsons {
        fs::write(dir.path("costly.json"), &text).unwrap();
        for words in ["merge-reports costly.json", "diff costly.json costly.json"] {
            let command = dir.run(words).command();
            wrong +=
                &check_peak(&format!("{words} of {name}"), text.len(), OTHER, command).unwrap_or_default();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Findings are counted beyond the hundredth, in every form.
#[test]
fn every_form_of_findings_shows_a_hundred() {
    let text: String = numbered(5_000, |n| format!("k{n} = 1\n"));
    let dir = TestDir::empty().file("bank.toml", format!("schema = 1\n{text}"));
    for form in ["text", "short", "json", "github"] {
        let ran = dir.run("list roles --bank bank.toml --findings").arg(form).exits_with(1);
        assert_eq!(ran.stderr.matches("unknown key `k").count(), 100, "{form}");
        assert!(ran.stderr.contains("and 4901 more errors"), "{form}: {}", ran.stderr);
        assert!(ran.stderr.len() < 60_000, "{form}: {} bytes", ran.stderr.len());
    }
    let dir = TestDir::with_bank().file("kits.toml", format!("schema = 1\n{text}"));
    dir.run("batch --report json=report.json").exits_with(1);
    let report: serde_json::Value = serde_json::from_slice(&dir.bytes("report.json")).unwrap();
    assert_eq!(report["findings"].as_array().unwrap().len(), 101);
}

#[test]
fn a_manifest_that_names_too_many_others_says_so_once() {
    let mut dir = TestDir::with_bank();
    let names: Vec<String> = (0..1_000).map(|n| format!("\"m/{n}.toml\"")).collect();
    for n in 0..1_000 {
        dir = dir.file(&format!("m/{n}.toml"), "schema = 1\n");
    }
    let more = "schema = 1\nmanifests = [\"a.toml\", \"b.toml\"]\n";
    let dir = dir
        .file("m/0.toml", more)
        .file("m/a.toml", "schema = 1\n")
        .file("m/b.toml", "schema = 1\n")
        .file("kits.toml", format!("schema = 1\nmanifests = [{}]\n", names.join(",")));
    let ran = dir.run("batch --dry-run --findings short").exits_with(1);
    assert_eq!(ran.stderr.matches("too-many-manifests").count(), 1, "{}", ran.stderr);
}
