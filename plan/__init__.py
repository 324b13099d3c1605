"""The plan's ladder: rules that link activities to KPIs, assessment and tracing."""
