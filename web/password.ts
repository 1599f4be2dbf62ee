/** As the server's rules have it; the server decides. */
export const leastPassword = 8
