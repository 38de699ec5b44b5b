"""How numbers are written in a language, where Django knows no better."""
