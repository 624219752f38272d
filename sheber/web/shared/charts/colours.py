"""The light colours of `tokens.css`, for files that leave the site without its stylesheet."""

COLOURS = {
    "paper": "#faf7f0",
    "sheet": "#fffdf9",
    "ink": "#211f1a",
    "ink-soft": "#5b5446",
    "rule-strong": "#8b8067",
    "gold": "#c08a1e",
    "value-0": "#ebe6da",
    "value-1": "#e6dcb4",
    "value-2": "#b9c59f",
    "value-3": "#7fa79a",
    "value-4": "#437f8b",
    "value-5": "#1f4f6b",
    "kind-1": "#2d6477",
    "kind-2": "#c08a1e",
    "kind-3": "#7d8b54",
    "kind-4": "#8a5a78",
    "kind-5": "#8b8067",
}
CLASSES = 5
TYPE = "'Source Sans 3', 'Noto Sans', 'Segoe UI', Arial, sans-serif"
