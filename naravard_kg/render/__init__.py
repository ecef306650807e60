"""The only place that lays out words: text, tables, JSON, reports, drawings."""
