/** Loaded before a function into its process: says on demand how much memory that ever took, in kB. */
process.on('message', () => process.send?.(process.resourceUsage().maxRSS));
