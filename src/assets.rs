//! The files that are compiled into the program, so that it works without any file on disk.

/// The built-in question bank.
pub const BANK: &str = include_str!("../questions.toml");

/// Running text: Source Sans 3, regular.
pub const SANS_REGULAR: &[u8] = include_bytes!("../assets/fonts/SourceSans3-Regular.ttf");
/// Headings and strong emphasis: Source Sans 3, semibold.
pub const SANS_SEMIBOLD: &[u8] = include_bytes!("../assets/fonts/SourceSans3-Semibold.otf");
/// Emphasis: Source Sans 3, italic.
pub const SANS_ITALIC: &[u8] = include_bytes!("../assets/fonts/SourceSans3-It.otf");
/// Code: Source Code Pro, regular.
pub const MONO_REGULAR: &[u8] = include_bytes!("../assets/fonts/SourceCodePro-Regular.otf");

/// The sRGB colour space, as an ICC profile.
pub const SRGB: &[u8] = include_bytes!("../assets/color/sRGB.icc");

/// A manifest to start from, with every key explained.
pub const MANIFEST: &str = include_str!("../assets/kits.toml");

/// The style sheet of the index of a folder.
pub const INDEX_STYLE: &str = include_str!("../assets/index/style.css");
/// The script that filters the index of a folder.
pub const INDEX_SCRIPT: &str = include_str!("../assets/index/script.js");

/// A GitHub workflow that builds the kits of a manifest. It names the action `OWNER/interview-kit@TAG`.
pub const GITHUB_WORKFLOW: &str = include_str!("../assets/ci/github.yml");

/// A GitLab pipeline that builds the kits of a manifest. It runs in the image `interview-kit:VERSION`.
pub const GITLAB_WORKFLOW: &str = include_str!("../assets/ci/gitlab.yml");
