"""Pure rules of bookkeeping: plain values in, plain values out."""
