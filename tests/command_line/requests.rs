//! Requests as people type them: role and level by position, lengths with units, words in any case.

use crate::TestDir;

/// A bank with two roles whose names start alike.
const DATA_ROLES: &str = r#"
[[role]]
id = "data-analyst"
name = "Data analyst"
categories = ["web"]

[[role]]
id = "lead-engineer"
name = "Lead engineer"
categories = ["testing"]
"#;

fn dir_with_three_roles() -> TestDir {
    let bank = format!("{}{DATA_ROLES}", include_str!("../cli/banks/small.toml"));
    TestDir::empty().file("bank.toml", bank)
}

/// Returns the plan that the program prints for these arguments.
fn plan(dir: &TestDir, arguments: &str) -> String {
    let run = dir.run("build --dry-run").words(arguments);
    without_command(run.exits_with(0).stdout)
}

/// Returns what is printed without the command that makes the same kit, which is spelled as it was typed.
fn without_command(stdout: Vec<u8>) -> String {
    let printed = String::from_utf8(stdout).unwrap();
    printed.split_inclusive('\n').filter(|line| !line.contains("interview-kit build")).collect()
}

#[test]
fn a_role_and_a_level_are_typed_by_position() {
    let dir = TestDir::empty();
    dir.run("build python-developer mid").exits_with(0).stderr_has("wrote python-developer-mid.pdf");
    dir.run("build python-developer --level mid --dry-run").exits_with(0);
    let by_options = plan(&dir, "--role python-developer --seniority mid");
    for same in [
        "python-developer mid",
        "Python developer MID",
        "'Python developer' Mid",
        "PYTHON-DEVELOPER mid",
        "pythondeveloper mid..mid",
        "python_developer --level mid",
        "mid --role 'python developer'",
        "python-developer mid --role python-developer --seniority mid",
    ] {
        assert!(plan(&dir, same) == by_options, "{same}");
    }
}

#[test]
fn the_start_of_a_role_stands_for_it_if_no_other_role_starts_so() {
    let dir = TestDir::empty();
    let note = "note[select::short-role]: took `python-dev` for the role `python-developer`";
    dir.run("build python-dev mid")
        .exits_with(0)
        .stderr_has(note)
        .stderr_has("wrote python-developer-mid.pdf");
    dir.run("list categories QA").exits_with(0).stderr_has("took `QA` for the role `qa-engineer`");
    let help =
        "type `interview-kit build data-analyst mid --bank bank.toml`, or name another of `data-analyst`";
    let bank = format!("{}{DATA_ROLES}", include_str!("../cli/banks/small.toml"))
        .replace("lead-engineer", "data-engineer");
    let dir = TestDir::empty().file("bank.toml", bank);
    dir.run("build --bank bank.toml data mid")
        .exits_with(1)
        .stderr_has("error[select::ambiguous-role]: `data` may be one of 2 roles")
        .stderr_has(help);
}

#[test]
fn the_start_of_a_role_does_not_hide_roles_with_a_word_that_starts_so() {
    let dir = TestDir::empty();
    let ran = dir.run("build engineer senior").exits_with(1);
    let ran = ran.stderr_has("error[select::ambiguous-role]: `engineer` may be one of 4 roles");
    for role in ["data-engineer", "site-reliability-engineer", "qa-engineer", "engineering-manager"] {
        assert!(ran.stderr.contains(&format!("`{role}`")), "{}", ran.stderr);
    }
    assert!(dir.names().is_empty());
    dir.run("build engineering senior -n").exits_with(0).stderr_has("for the role `engineering-manager`");
    dir.run("build front senior -n").exits_with(0).stderr_has("for the role `front-end-developer`");
}

#[test]
fn an_unknown_role_comes_with_the_command_to_type() {
    let dir = TestDir::empty();
    for (typed, said) in [
        ("pyhton-developer senior", "did you mean `python-developer`?"),
        ("pyhton-developer senior", "type `interview-kit build python-developer senior`"),
        ("pyhton-developer", "type `interview-kit build python-developer mid`"),
        (
            "developer mid,senior",
            "type `interview-kit build python-developer mid,senior`, or name another of",
        ),
        ("developer", "`python-developer`, `rust-developer`, `front-end-developer`\n"),
        ("sre", "did you mean `site-reliability-engineer`?"),
        ("p", "`engineering-manager`"),
        ("x", "`engineering-manager`"),
    ] {
        let ran = dir.run(&format!("build {typed}")).exits_with(1);
        ran.stderr_has("error[select::unknown-role]").stderr_has(said);
    }
    dir.run("list questions pyhton-developer")
        .exits_with(1)
        .stderr_has("type `interview-kit list questions python-developer`\n");
    assert!(dir.names().is_empty());
}

#[test]
fn a_bank_with_several_roles_needs_one() {
    let dir = dir_with_three_roles();
    dir.run("build --bank bank.toml mid..senior")
        .exits_with(1)
        .stderr_has("error[select::missing-role]: name a role: the bank has 3")
        .stderr_has("type `interview-kit build analyst mid,senior --bank bank.toml`, or name another of `analyst`, `data-analyst`");
    dir.run("build --minutes 45").exits_with(1).stderr_has("`interview-kit build python-developer mid`");
    dir.run("build --type technical,ethics --dry-run").exits_with(1).stderr_has("select::missing-role");
    dir.run("build --include py-core-slicing").exits_with(1).stderr_has("select::missing-role");
    let manifest = "schema = 1\n[[kit]]\nbank = \"bank.toml\"\nname = \"any\"\n";
    dir.file("kits.toml", manifest)
        .run("batch")
        .exits_with(1)
        .stderr_has("error[select::missing-role]: kit `any`: name a role: the bank has 3")
        .stderr_has("type `role = \"analyst\"`, or name another of")
        .stderr_has("kits.toml:2");
}

#[test]
fn no_role_is_needed_if_the_request_says_what_to_ask_about() {
    let dir = TestDir::empty();
    for request in [
        "--only py-core-slicing",
        "--category sql=2",
        "--tag joins",
        "--type behavioural",
        "--type ethics,situational",
    ] {
        plan(&dir, request);
    }
}

#[test]
fn a_bank_with_one_role_takes_it() {
    let dir = TestDir::with_bank();
    let ran = dir.run("build --bank bank.toml mid").exits_with(0);
    ran.stderr_has("wrote analyst-mid.pdf");
    let with_role = plan(&dir, "--bank bank.toml analyst mid");
    assert!(plan(&dir, "--bank bank.toml mid") == with_role);
    let manifest = "schema = 1\n[[kit]]\nbank = \"bank.toml\"\nname = \"a\"\n";
    let named = format!("{manifest}role = \"Analyst\"\n");
    let lock = |manifest: &str| {
        let dir = TestDir::with_bank().file("kits.toml", manifest);
        dir.run("batch").exits_with(0);
        dir.bytes("kits.lock")
    };
    assert!(lock(manifest) == lock(&named));
}

#[test]
fn a_manifest_takes_roles_by_name_and_lengths_with_units() {
    let manifest = |role: &str, minutes: &str, paper: &str| {
        format!(
            "schema = 1\n[[kit]]\nbank = \"bank.toml\"\nrole = \"{role}\"\nseniority = \"Mid\"\nminutes = {minutes}\n\
             paper = \"{paper}\"\ntype = [\"technical\", \"behavioural\"]\n"
        )
    };
    let built = |manifest: String| {
        let dir = dir_with_three_roles().file("kits.toml", manifest);
        dir.run("batch").exits_with(0);
        (dir.bytes("kits.lock"), dir.bytes("dist/data-analyst-mid-interviewer-letter.pdf"))
    };
    let plain = built(manifest("data-analyst", "75", "letter"));
    assert!(built(manifest("Data Analyst", "\"1h15\"", "Letter")) == plain);
    for (minutes, said) in [
        ("\"1d\"", "`1d` is no length: write minutes, such as 45, or hours, such as 1h or 1h30"),
        ("\"25h\"", "`minutes` must be between 1 and 1440 minutes"),
        ("0.5", "`minutes` must be a whole number"),
    ] {
        let dir = dir_with_three_roles().file("kits.toml", manifest("analyst", minutes, "a4"));
        dir.run("batch").exits_with(1).stderr_has(said).stderr_has("kits.toml:6");
    }
}

#[test]
fn a_misplaced_level_is_named() {
    let dir = dir_with_three_roles();
    for (typed, said) in [
        ("analyst intermediate", "unknown level `intermediate`, did you mean `mid`?"),
        ("analyst principal", "unknown level `principal`, did you mean `lead`?"),
        ("jr", "unknown level `jr`, did you mean `junior`?"),
        ("analyst senoir", "unknown level `senoir`, did you mean `senior`?"),
        ("analyst mid-senior", "unknown level `mid-senior`, did you mean `mid..senior`?"),
        ("analyst mid-level", "did you mean `mid`?"),
        ("jr --role analyst", "did you mean `junior`?"),
        ("mid analyst", "the role comes first: write `analyst mid`"),
        ("mid data analyst", "the role comes first: write `'data analyst' mid`"),
        ("analyst mid 45", "`45` is no level: write --minutes 45"),
        (
            "analyst mid --seniority senior",
            "two levels are given, mid and --seniority senior: leave one of them out",
        ),
        ("analyst --role lead-engineer", "two roles are given, analyst and --role lead-engineer"),
    ] {
        dir.run(&format!("build --bank bank.toml {typed}")).exits_with(2).stderr_has(said);
    }
    // A role that starts with the name of a level.
    dir.run("build --bank bank.toml -n lead engineer senior").exits_with(0);
}

#[test]
fn lengths_and_words_are_read_as_people_write_them() {
    let dir = TestDir::with_bank();
    let plain = plan(&dir, "--bank bank.toml analyst mid --minutes 90 --opening 10");
    for length in ["90m", "1h30", "1.5h", "1:30", "'90 min'", "'1 hour 30 minutes'"] {
        let same = format!("--bank bank.toml analyst mid -m {length} --opening 10m --closing 5min");
        assert!(plan(&dir, &same) == plain, "{length}");
    }
    dir.run("build --bank bank.toml --paper Letter --face Candidate --out kit.pdf").exits_with(0);
    dir.run("build --bank bank.toml --paper letter --face candidate --out same.pdf").exits_with(0);
    assert!(dir.bytes("kit.pdf") == dir.bytes("same.pdf"));
    let without = plan(&dir, "--bank bank.toml --no-behavioral");
    dir.run("build --no-behavioural --bank bank.toml --dry-run").exits_with(0);
    assert!(plan(&dir, "--bank bank.toml --no-behavioural") == without);
    dir.run("build --bank bank.toml --dry-run --format JSON").exits_with(0).stdout_has("\"id\":");
    dir.run("list Roles --bank bank.toml --format CSV --findings Short")
        .exits_with(0)
        .stdout_has("analyst,Analyst");
}

#[test]
fn the_short_flags_are_those_of_the_long_ones() {
    let dir = TestDir::with_bank();
    let long = "--bank bank.toml --minutes 40 --category testing=2 --category web --seed 7";
    dir.run("build -b bank.toml -m 40 -c testing=2 -c web -s 7 -o short.pdf").exits_with(0);
    let with = dir.run("build -n -b bank.toml -m 30 -w testing").exits_with(0).stdout;
    assert_eq!(without_command(with), plan(&dir, "-b bank.toml -m 30 --with testing=1"));
    dir.run("build --out long.pdf").words(long).exits_with(0);
    assert!(dir.bytes("short.pdf") == dir.bytes("long.pdf"));
    let planned = dir.run("build -n -b bank.toml -m 40 -c testing=2 -c web -s 7").exits_with(0).stdout;
    assert_eq!(without_command(planned), plan(&dir, long));
    dir.run("list categories -b bank.toml -c web").exits_with(0);
    dir.run("list questions -b bank.toml analyst --level mid").exits_with(0).stdout_has("web-status");
    dir.run("check -b bank.toml").exits_with(0);
    dir.run("show -b bank.toml web-status").exits_with(0);
    dir.run("init --ci None").exits_with(0);
    dir.run("batch -n").exits_with(0);
    dir.run("batch -o kits").exits_with(0);
    dir.run("inspect short.pdf --rebuild -o again.pdf").exits_with(0);
    dir.run("flatten short.pdf -o record.pdf").exits_with(0);
    dir.run("redact short.pdf -o nameless.pdf").exits_with(0);
    for file in ["again.pdf", "record.pdf", "nameless.pdf", "kits/python-developer-mid-candidate-a4.pdf"] {
        assert!(dir.path(file).exists(), "{file}");
    }
}

/// Counts the questions of a category in a plan as CSV.
fn count(plan: &str, category: &str) -> usize {
    plan.lines().filter(|line| line.split(',').any(|cell| cell == category)).count()
}

#[test]
fn a_category_is_topped_up_in_an_otherwise_normal_interview() {
    let dir = TestDir::empty();
    let csv = |more: &str| plan(&dir, &format!("python-developer mid --format csv {more}"));
    let name = "SQL and relational databases";
    let with = csv("--with sql=3");
    assert!(count(&with, name) >= 3, "{with}");
    assert!(with.lines().count() > 7 && with.contains(",Past behaviour,"), "{with}");
    assert!(csv("--with sql=1") == csv("--with sql"));
    dir.run("build python-developer --with sql=0")
        .exits_with(2)
        .stderr_has("--with: `sql=0` asks for no questions");
    dir.run("build python-developer --with sqk").exits_with(1).stderr_has("did you mean `sql`?");
    let manifest =
        "schema = 1\n[[kit]]\nrole = \"python-developer\"\nseniority = \"mid\"\nwith = \"sql=3\"\n";
    dir.file("kits.toml", manifest).run("batch --dry-run").exits_with(0);
}

#[test]
fn a_seed_may_be_derived_from_the_name_of_a_kit() {
    let kit = |name: &str, seed: &str| {
        format!(
            "[[kit]]\nname = \"{name}\"\nbank = \"bank.toml\"\nrole = \"Analyst\"\nminutes = 30\n{seed}\n"
        )
    };
    let by_name = "seed = \"name\"";
    let lock = |kits: String| {
        let dir = TestDir::with_bank().file("kits.toml", format!("schema = 1\n{kits}"));
        dir.run("batch --dry-run").exits_with(0);
        dir.run("batch").exits_with(0);
        String::from_utf8(dir.bytes("kits.lock")).unwrap()
    };
    let seeds =
        |lock: &str| lock.lines().filter(|line| line.contains("seed")).map(str::to_owned).collect::<Vec<_>>();
    let named = seeds(&lock([kit("one", by_name), kit("two", by_name)].concat()));
    assert_eq!(named.len(), 2, "{named:?}");
    assert_ne!(named[0], named[1]);
    assert_eq!(seeds(&lock(kit("one", by_name)))[0], named[0]);
    let derived = seeds(&lock([kit("one", ""), kit("two", "")].concat()));
    assert_eq!(derived[0], derived[1]);
    assert!(!named.contains(&derived[0]));
    let refused = |kit: String| {
        let dir = TestDir::with_bank().file("kits.toml", format!("schema = 1\n{kit}"));
        dir.run("batch").exits_with(1)
    };
    refused(kit("kit-{seed}", by_name))
        .stderr_has("the name has `{seed}`, but the seed is derived from the name");
    refused(kit("one", "seed = \"nmae\""))
        .stderr_has("`seed` must be a whole number or \"name\", not a string");
}

#[test]
fn a_list_for_a_request_leaves_out_what_has_no_question() {
    let dir = dir_with_three_roles();
    let printed = |words: &str| {
        let ran = dir.run(&format!("list {words} --bank bank.toml --format csv")).exits_with(0);
        String::from_utf8(ran.stdout)
            .unwrap()
            .lines()
            .skip(1)
            .map(|l| l.split(',').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(printed("categories data-analyst"), ["web"]);
    assert_eq!(printed("categories --type behavioural"), ["past"]);
    assert_eq!(printed("roles --category past"), ["analyst"]);
    assert_eq!(printed("categories analyst"), ["testing", "web", "past"]);
    // A gap of a whole bank is shown.
    let gap = "schema = 1\n[[category]]\nid = \"gap\"\nname = \"Gap\"\ntype = \"technical\"\n";
    let dir = TestDir::with_bank().file("gap.toml", gap);
    dir.run("list categories --bank bank.toml --bank gap.toml").exits_with(0).stdout_has("gap      Gap");
}

#[test]
fn the_share_of_soft_questions_is_a_matter_of_the_request() {
    let dir = TestDir::empty();
    let soft = |words: &str| {
        let ran =
            dir.run(&format!("build python-developer mid --dry-run --format csv {words}")).exits_with(0);
        let plan = String::from_utf8(ran.stdout).unwrap();
        ["Past behaviour", "Situations", "Ethics"].map(|name| count(&plan, name)).iter().sum::<usize>()
    };
    assert!(soft("--soft-share 80") > soft(""));
    dir.run("build python-developer mid --dry-run --soft-share 101").exits_with(2).stderr_has("--soft-share");
}

#[test]
fn questions_that_make_room_are_named() {
    let dir = TestDir::empty();
    for asked in ["--with sql=2", "--include sql-null-logic"] {
        dir.run(&format!("build python-developer mid -m 45 -n {asked}"))
            .exits_with(0)
            .stderr_has("note[kit::made-room]: to make room, left out `")
            .stderr_has("add `--include ");
    }
    let ran = dir.run("build python-developer mid -m 10h -n --with sql=90").exits_with(1);
    let (_, help) = ran.stderr.split_once("`--with sql=").unwrap();
    let most: u32 = help.split('`').next().unwrap().parse().unwrap();
    dir.run(&format!("build python-developer mid -m 10h -n --with sql={most}")).exits_with(0);
}

#[test]
fn ids_are_read_in_any_case_and_between_blanks() {
    let dir = TestDir::empty();
    assert!(
        plan(&dir, "python-developer mid --with SQL=2") == plan(&dir, "python-developer mid --with sql=2")
    );
    assert!(plan(&dir, "--category SQL=2") == plan(&dir, "--category sql=2"));
    dir.run("build -n --only").arg("py-core-slicing, py-oop-super-mro").exits_with(0);
}

#[test]
fn words_of_other_programs_come_with_the_right_ones() {
    let dir = TestDir::with_bank().file("x.txt", "py-core-slicing\n");
    for (typed, said) in [
        ("list retries", "interview-kit list questions --search retries"),
        ("search retries", "interview-kit list questions --search WORDS"),
        ("build analyst --csv x.csv", "the option is --prefill FILE"),
        ("build analyst --duration 45", "the option is --minutes LENGTH"),
        ("build analyst --name Ann", "the option is --candidate NAME"),
        ("build analyst --lock kits.lock --minutes 45", "the lock fixes this; choose a kit with --kit NAME"),
        ("build --lock kits.toml", "kits.toml is a manifest; the lock is kits.lock"),
        ("build python-developer mid --not-in a.pdf,b.pdf", "repeat --not-in"),
        ("build python-developer mid --not-in x.txt", "x.txt is neither a kit nor a lock"),
        ("build python-developer mid --swap 3=sql-nulls", "--move sql-nulls=3"),
    ] {
        dir.run(typed).exits_with(2).stderr_has(said);
    }
    dir.run("list questions retries")
        .exits_with(1)
        .stderr_has("`interview-kit list questions --search retries`");
    dir.run("build python-developer mid -n --swap 3,4")
        .exits_with(0)
        .stderr_has("question 3:")
        .stderr_has("question 4:");
}

#[test]
fn numbers_beside_a_list_of_questions_are_noted() {
    let dir = TestDir::with_bank();
    for other in ["--with past", "--category past=1"] {
        let words = format!("build analyst --bank bank.toml --only test-names {other} --dry-run");
        dir.run(&words).exits_with(0).stderr_has("note[kit::only-decides]");
    }
    let ran = dir.run("build analyst --bank bank.toml --only test-names --dry-run").exits_with(0);
    assert!(!ran.stderr.contains("only-decides"), "{}", ran.stderr);
}
