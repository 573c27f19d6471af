"""Who may write: tokens with scopes, and the machine's own user where that is set."""
