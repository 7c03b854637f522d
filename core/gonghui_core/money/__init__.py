"""Payments between plugins: requests that core owns, and benefits that members received."""
