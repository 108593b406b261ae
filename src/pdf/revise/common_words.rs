//! Words of names that are also words of the language, or that many names share.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::fold_words;

/// English words that are also given or family names. In small letters they are taken for words.
const NAMES_AND_WORDS: &str = "\
    abbey ace amber angel april art ash august autumn baker ball bank banks barber bay bean bear bell best bill \
    bird bishop black blue bond book booth bowman brand bright brook brooks brown buck bud bull burns bush butler \
    carol carpenter carter case cash chance chase chip christian church clay cliff close cole cook cooper crane \
    cross crystal dale dawn day dean dell dot drew duke early earl east eve faith farmer field fields fisher \
    fish flint flowers ford forest fox frank free french frost garden gardener gene gentry glen gold good grace \
    grant gray green guy hall hand hardy harper hart hawk hazel head heath hill holiday holly hope house hunt \
    hunter iris ivy jack jade jasmine jewel joy june justice king knight lake lamb lance lane law leaf lee \
    lily little long love major mark marks marsh marshal mason may mercy miles mill miller mills moon moss \
    nash new newman nick noble noel norm north olive page paige park parker parks pat patience pearl penny pepper \
    pierce pike pine plant pole pond pool poole pope porter potter power powers price prince prudence queen \
    rain ray read reed rich ring rivers rob robin rock roman rose ruby rush sage sailor sand sands savage sawyer \
    sharp shepherd short silver singer singleton skip sky small smart smith snow song south sparks spring star \
    steel steele stern stone story street strong sue summer summers swan swift tanner taylor temple terry thorn \
    tiger tower turner violet wade walker wall walls ward waters way weaver webb weeks wells west wheeler white \
    will winter winters wise wolf wood woods woodward word worth wright young";

/// Words that many names share: particles, titles.
const PARTICLES: &str = "\
    al and bin binti da dal das de del della der des di dos dr du el frau herr ibn jr la las le los miss mr mrs ms \
    of prof san santa sir sr st ten ter the van vom von y zu zum zur";

static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| folded(NAMES_AND_WORDS));
static SHARED: LazyLock<HashSet<String>> = LazyLock::new(|| folded(PARTICLES));

fn folded(words: &str) -> HashSet<String> {
    fold_words(words).into_iter().map(|word| word.folded).collect()
}

/// Returns true for a word of the language that may be a name.
pub(super) fn contains(folded: &str) -> bool {
    WORDS.contains(folded)
}

/// Returns true for a word that many names share.
pub(super) fn is_particle(folded: &str) -> bool {
    SHARED.contains(folded)
}
