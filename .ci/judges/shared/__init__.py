"""What several packages of judges use."""
