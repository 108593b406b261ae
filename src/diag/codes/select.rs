//! Codes of requests for which no kit can be chosen.

super::code::family! {
    name: "select",
    title: "Choosing questions",
    about: "A request that the bank cannot meet: no kit is built, or a search finds less than it asks for.";

    UNKNOWN_ROLE = "select::unknown-role" {
        meaning: "The bank has no role with this id or name.",
        example: Commands "interview-kit build pyhton-developer mid",
        remedy: "Type what the help says. `interview-kit list roles` prints all roles.",
    }
    AMBIGUOUS_ROLE = "select::ambiguous-role" {
        meaning: "Several roles start with the words that were typed.",
        example: Case "A bank has the roles `data-analyst` and `data-engineer`, and `data` was typed.",
        remedy: "Type more of the role. The help lists those it may be.",
    }
    MISSING_ROLE = "select::missing-role" {
        meaning: "No role is named, and the bank has several. An interview needs one, because each role has questions \
            of its own.",
        example: Commands "interview-kit build --minutes 45",
        remedy: "Type what the help says, with the role that you interview for. Without a role you can say what to ask \
            about: with `--only`, `--category` or `--tag`, or with a `--type` other than `technical`.",
    }
    SHORT_ROLE = "select::short-role" {
        meaning: "A part of the id or name of a role was typed, and only one role starts with it.",
        example: Commands "interview-kit build python-dev mid --dry-run",
        remedy: "Nothing, if this is the role that you mean.",
    }
    UNKNOWN_CATEGORY = "select::unknown-category" {
        meaning: "The bank has no category with this id.",
        example: Commands "interview-kit build --category tseting=3",
        remedy: "Correct the id. `interview-kit list categories` prints all categories.",
    }
    UNKNOWN_TAG = "select::unknown-tag" {
        meaning: "No question of the bank carries this tag.",
        example: Commands "interview-kit build --role python-developer --tag quantum",
        remedy: "Correct the tag. `interview-kit list tags` prints all tags.",
    }
    UNKNOWN_QUESTION = "select::unknown-question" {
        meaning: "The bank has no question with this id.",
        example: Commands "interview-kit build --only py-core-slices",
        remedy: "Correct the id. `interview-kit list questions` prints all questions.",
    }
    DUPLICATE_CATEGORY = "select::duplicate-category" {
        meaning: "The same category is requested twice.",
        example: Commands "interview-kit build --category testing=2 --category testing=3",
        remedy: "Request it once, with the number of questions you want in all.",
    }
    INCLUDED_AND_EXCLUDED = "select::included-and-excluded" {
        meaning: "A question is both included and excluded.",
        example: Commands "interview-kit build --bank bank.toml --include web-cache --exclude web-cache",
        remedy: "Remove the id from `--include` or from `--exclude`.",
    }
    INACTIVE_QUESTION = "select::inactive-question" {
        meaning: "A question that was requested by id is a draft or retired.",
        example: Commands "interview-kit build --bank bank.toml --include web-draft",
        remedy: "Set its `status` to `active` in the bank, or choose another question.",
    }
    INCLUDE_NOT_IN_ONLY = "select::include-not-in-only" {
        meaning: "A question is included, but `--only` lists others.",
        example: Commands "interview-kit build --bank bank.toml --only web-cache --include test-first",
        remedy: "Add the question to `--only`, or remove it from `--include`.",
    }
    COUNT_DIFFERS_FROM_ONLY = "select::count-differs-from-only" {
        meaning: "The number of questions requested differs from the number that `--only` lists.",
        example: Commands "interview-kit build --bank bank.toml --only web-cache,test-first --count 3",
        remedy: "Leave `--count` out: the list decides the number.",
    }
    INCLUDES_OVER_QUOTA = "select::includes-over-quota" {
        meaning: "More questions of a category are included by id than its quota allows.",
        example: Commands "interview-kit build --bank bank.toml --category testing=1 --include test-first --include test-names",
        remedy: "Raise the quota (`--category testing=2`), or include fewer of its questions.",
    }
    COUNT_BELOW_REQUESTED = "select::count-below-requested" {
        meaning: "Included questions and quotas together are more than the number of questions requested.",
        example: Commands "interview-kit build --bank bank.toml --category testing=3 --count 2",
        remedy: "Raise `--count`, lower a quota, or include fewer questions.",
    }
    TOO_FEW_IN_CATEGORY = "select::too-few-in-category" {
        meaning: "A category has fewer matching questions than its quota asks for.",
        example: Commands "interview-kit build --bank bank.toml --seniority mid --category testing=3",
        remedy: "Lower the quota, or follow the help, which names the smallest change that yields enough questions.",
    }
    TOO_FEW_QUESTIONS = "select::too-few-questions" {
        meaning: "Fewer questions match than were requested.",
        example: Commands "interview-kit build --bank bank.toml --role analyst --count 30",
        remedy: "Ask for fewer, or follow the help, which names the smallest change that yields enough questions.",
    }
    TOO_FEW_MINUTES = "select::too-few-minutes" {
        meaning: "Even the shortest choice of questions does not fit into the interview.",
        example: Commands "interview-kit build --bank bank.toml --role analyst --minutes 9",
        remedy: "Allow more `--minutes`, ask for fewer questions, or shorten `--opening` and `--closing`.",
    }
    NO_MATCH = "select::no-match" {
        meaning: "No active question matches the request.",
        example: Commands "interview-kit build --bank bank.toml --seniority lead --tag http",
        remedy: "Remove a filter. The help names one that is enough, if there is one.",
    }
    UNKNOWN_WORD = "select::unknown-word" {
        meaning: "No question of the bank holds this word of a search. It is a warning if the bank has other words of the search, and the list shows the questions that hold those.",
        example: Commands "interview-kit list questions --search fuzing",
        remedy: "Correct the word, or search for another.",
    }
    SEARCH_PARTIAL = "select::search-partial" {
        meaning: "No question holds all words of a search. The list shows the questions that hold the most of them.",
        example: Commands "interview-kit list questions --bank bank.toml --search \"client reader\"",
        remedy: "Nothing, or search for fewer words.",
    }
    SEARCH_FILTERED = "select::search-filtered" {
        meaning: "The bank has the words of a search, but no question that passes the filters holds one of them.",
        example: Commands "interview-kit list questions --bank bank.toml --category testing --search client",
        remedy: "Leave a filter out.",
    }
    TOO_FEW_FOR_FORMS = "select::too-few-for-forms" {
        meaning: "The bank has too few questions for as many forms as `--forms` asks for.",
        example: Commands "interview-kit build --bank bank.toml --role analyst --seniority mid --minutes 40 --forms 5",
        remedy: "Ask for the number of forms that the message names, for a shorter interview or for more levels; or \
            write questions for the categories that are short.",
    }
    NOT_IN_KIT = "select::not-in-kit" {
        meaning: "A question to swap or to move is not in the kit.",
        example: Commands "interview-kit build analyst --bank bank.toml --swap test-unit",
        remedy: "Correct the id. The plan (`--dry-run`) prints the questions of the kit.",
    }
    NUMBER_OUT_OF_RANGE = "select::number-out-of-range" {
        meaning: "A question is swapped or moved by a number that the kit does not have.",
        example: Commands "interview-kit build analyst --bank bank.toml --swap 40",
        remedy: "Use a number from the plan, which `--dry-run` prints.",
    }
    SWAP_INCLUDED = "select::swap-included" {
        meaning: "A question that was asked for by id is to be swapped.",
        example: Commands "interview-kit build analyst --bank bank.toml --include web-cache --swap web-cache",
        remedy: "Include another question in its place, or none.",
    }
    NO_REPLACEMENT = "select::no-replacement" {
        meaning: "No other question of the category can take the place of a question: all are in the kit, too long, or do not pass the filters.",
        example: Commands "interview-kit build analyst --bank bank.toml --category past=2 --swap past-help",
        remedy: "Allow more levels or minutes, or name the question you want with `--include`.",
    }
    CHANGE_OF_ONLY = "select::change-of-only" {
        meaning: "`--only` lists the questions in their order, and a question is swapped or moved.",
        example: Commands "interview-kit build --bank bank.toml --only web-cache,test-first --move test-first=1",
        remedy: "Change the list instead.",
    }
}
