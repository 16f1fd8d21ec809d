/** What a file with a secret promises. */
