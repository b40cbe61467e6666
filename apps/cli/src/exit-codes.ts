/** How a command ends. Scripts branch on these; they do not change. */
export const exitCodes = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  unreachable: 3,
  /** As a shell reports Ctrl-C. */
  interrupted: 130,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The end of the help of every command. */
export const exitCodeHelp = `
Exit codes:
  0    done
  1    Perennial refused it, or something failed
  2    wrong usage: an unknown command or option, or a missing variable
  3    Perennial cannot be reached
  130  interrupted with Ctrl-C; work that was requested continues`;
