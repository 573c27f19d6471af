"""How often one client may ask.

general.py   READ_RATE and WRITE_RATE, for all routes together
own.py       routes with a rate of their own, whether or not those are set: `count_request`
client.py    who is counted as one client
windows.py   the counts of this process; those of several are in Redis
"""

from endpoint.rates.general import install_rates
from endpoint.rates.own import count_request

__all__ = ["count_request", "install_rates"]
