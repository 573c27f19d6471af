"""How fast Easel is: measured against its peers and the figures asked for, by `make bench`."""
