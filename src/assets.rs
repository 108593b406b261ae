//! What is compiled into the program: the bank and the faces.

/// The question bank at the top level of the repository.
pub const BANK: &str = include_str!("../questions.toml");

/// The running face.
pub const SANS_REGULAR: &[u8] = include_bytes!("../assets/fonts/SourceSans3-Regular.ttf");
/// For emphasis.
pub const SANS_ITALIC: &[u8] = include_bytes!("../assets/fonts/SourceSans3-It.ttf");
/// For headings and strong emphasis.
pub const SANS_SEMIBOLD: &[u8] = include_bytes!("../assets/fonts/SourceSans3-Semibold.ttf");
/// For code.
pub const MONO_REGULAR: &[u8] = include_bytes!("../assets/fonts/SourceCodePro-Regular.ttf");
