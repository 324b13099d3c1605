"""Pictures of answers, and the briefing pack that puts answers and pictures on pages."""
