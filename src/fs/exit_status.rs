//! The exit statuses of the program.

/// The exit status of a run. The numbers are part of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// The command did what it was asked to do.
    Done = 0,
    /// The input has errors, or a check failed; the findings say which.
    Findings = 1,
    /// The command could not run: a wrong argument, or a file that cannot be read or written.
    Failed = 2,
    /// The command was stopped by Ctrl-C or by the system, as shells number it. Every file that was
    /// written is complete.
    Stopped = 130,
}

/// The exit statuses as the help of the program lists them.
pub(crate) const EXIT_STATUS_HELP: &str = "\
Exit status:
  0    done
  1    errors in the input, or a check that failed
  2    the command could not run
  130  stopped (Ctrl-C)";

impl ExitStatus {
    /// Returns the number that the shell sees.
    pub(crate) fn code(self) -> u8 {
        self as u8
    }

    /// Returns the exit status with this number; any other number means that the command failed.
    pub(crate) fn from_code(code: u8) -> Self {
        [Self::Done, Self::Findings, Self::Stopped]
            .into_iter()
            .find(|status| status.code() == code)
            .unwrap_or(Self::Failed)
    }
}
