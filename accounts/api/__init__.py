"""What every address of the API shares: who asks, how often, pages of a list, requests sent twice."""
