"""The site and the API: the interview page by page, `POST /api/assess`, `GET /api/knowledge`."""
