//! Embedded files: what the program can do without reading anything from disk.

/// The question bank that is compiled in.
pub const BANK: &str = include_str!("../questions.toml");

/// Running text: Source Sans 3, regular.
pub const SANS_REGULAR: &[u8] = include_bytes!("../assets/fonts/SourceSans3-Regular.ttf");
/// Headings and strong emphasis: Source Sans 3, semibold.
pub const SANS_SEMIBOLD: &[u8] = include_bytes!("../assets/fonts/SourceSans3-Semibold.otf");
/// Emphasis: Source Sans 3, italic.
pub const SANS_ITALIC: &[u8] = include_bytes!("../assets/fonts/SourceSans3-It.otf");
/// Code: Source Code Pro, regular.
pub const MONO_REGULAR: &[u8] = include_bytes!("../assets/fonts/SourceCodePro-Regular.otf");

/// The colour space of the web, as an ICC profile.
pub const SRGB: &[u8] = include_bytes!("../assets/color/sRGB.icc");

/// A manifest to start from, with every key explained.
pub const MANIFEST: &str = include_str!("../assets/kits.toml");

/// How the index of a folder looks.
pub const INDEX_STYLE: &str = include_str!("../assets/index/style.css");
/// What narrows the index of a folder.
pub const INDEX_SCRIPT: &str = include_str!("../assets/index/script.js");

/// A workflow of GitHub that makes the kits of a manifest; it names the action `OWNER/interview-kit@TAG`.
pub const GITHUB_WORKFLOW: &str = include_str!("../assets/ci/github.yml");

/// Jobs of GitLab that do the same; they run in the image `interview-kit:VERSION`.
pub const GITLAB_WORKFLOW: &str = include_str!("../assets/ci/gitlab.yml");
