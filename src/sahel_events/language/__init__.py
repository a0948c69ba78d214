"""The spaCy pipeline and the components that mark spans in a Doc. They find; they do not decide.

Span groups that the components write (`doc.spans[...]`), each span with `label_`, `id_` (the rule) and, for
actors and places, `kb_id_` (ids of the tables, joined by "|" where a name has several):

| group | component | `label_` |
| --- | --- | --- |
| `sahel_actors` | sahel_actors | the side: `militant`, `army`, `civilian` …, `named`, `person` |
| `sahel_places` | sahel_places | `gazetteer` or `ner` |
| `sahel_dates` | sahel_dates | the form of the expression |
| `sahel_quantities` | sahel_quantities | `count` |
| `sahel_triggers` | sahel_triggers | the act |
| `sahel_cues` | sahel_cues | the kind of cue |
"""
