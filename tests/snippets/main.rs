//! Runs every snippet of the built-in bank and compares its output with the one in the bank.
//!
//! Each snippet is a test. Where the program that runs a language is missing or too old, its snippets
//! count as ignored and are named; with `INTERVIEW_KIT_ALL_RUNNERS` set (as in CI) they fail.

mod runner;

use std::env;

use interview_kit::bank::{Bank, Snippet, load};
use interview_kit::diag::Sources;
use libtest_mimic::{Arguments, Failed, Trial};

use runner::{RUNNERS, Runner};

/// The least number of snippets in the bank.
const MIN_SNIPPETS: usize = 40;

/// Runs a program and compares its output.
fn check_output(runner: &Runner, source: &str, stated: &str) -> Result<(), Failed> {
    let printed = runner.run(source)?;
    if printed.is_empty() {
        return Err("it prints nothing".into());
    }
    if printed == stated {
        return Ok(());
    }
    Err(format!("the bank states\n{stated}\nbut running it gives\n{printed}").into())
}

/// Makes the test of a snippet. `missing` says why its language cannot run here.
fn snippet_trial(id: &str, snippet: &Snippet, runner: &'static Runner, missing: Option<&String>) -> Trial {
    let all_are_asked_for = env::var_os("INTERVIEW_KIT_ALL_RUNNERS").is_some_and(|v| !v.is_empty());
    let (snippet, why) = (snippet.clone(), missing.cloned());
    let test = Trial::test(id, move || {
        if let Some(why) = why {
            return Err(why.into());
        }
        let stated = snippet.output.as_ref().ok_or("the bank does not state what it prints")?;
        check_output(runner, &snippet.source.value, &stated.value)
    });
    test.with_kind(runner.language).with_ignored_flag(missing.is_some() && !all_are_asked_for)
}

/// Makes the test of the comparison: a small program passes with its output and with no other.
fn comparison_trial(runner: &'static Runner) -> Trial {
    Trial::test(format!("a wrong output in {} is told", runner.language), move || {
        let (right, source) = runner.example;
        check_output(runner, source, right)?;
        match check_output(runner, source, &format!("{right} or so")) {
            Ok(()) => Err("a wrong output passes".into()),
            Err(_) => Ok(()),
        }
    })
}

/// Makes the tests of all snippets of a language.
fn language_trials(bank: &Bank, runner: &'static Runner) -> Vec<Trial> {
    let missing = runner.missing();
    let snippets = bank.questions.iter().filter_map(|q| Some((q.id.as_str(), q.code.as_ref()?)));
    let snippets: Vec<_> = snippets.filter(|(_, code)| code.language == runner.language).collect();
    if let Some(why) = &missing {
        let ids: Vec<&str> = snippets.iter().map(|(id, _)| *id).collect();
        #[expect(clippy::print_stdout, reason = "this is the harness, and who runs it must know")]
        {
            println!("{why}; not run: {}", ids.join(", "));
        }
    }
    let tests = snippets.into_iter().map(|(id, code)| snippet_trial(id, code, runner, missing.as_ref()));
    tests.chain(missing.is_none().then(|| comparison_trial(runner))).collect()
}

/// Makes the tests that there are enough snippets, each in a language that runs here.
fn bank_trials(bank: &Bank) -> Vec<Trial> {
    let snippets = bank.questions.iter().filter_map(|q| Some((q.id.as_str(), q.code.as_ref()?)));
    let strange = |(_, code): &(&str, &Snippet)| RUNNERS.iter().all(|r| r.language != code.language);
    let mut tests: Vec<Trial> = snippets
        .clone()
        .filter(strange)
        .map(|(id, code)| {
            let why = format!("no program is known here that runs {}", code.language);
            Trial::test(id, move || Err(why.into()))
        })
        .collect();
    let number = snippets.count();
    tests.push(Trial::test(format!("the bank has {MIN_SNIPPETS} snippets"), move || {
        if number < MIN_SNIPPETS { Err(format!("{number} snippets").into()) } else { Ok(()) }
    }));
    tests
}

fn main() {
    let arguments = Arguments::from_args();
    let bank = load(vec![interview_kit::bank::built_in_file()], &mut Sources::default()).bank;
    let mut tests = bank_trials(&bank);
    for runner in RUNNERS {
        tests.extend(language_trials(&bank, runner));
    }
    libtest_mimic::run(&arguments, tests).exit();
}
