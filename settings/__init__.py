"""Every setting, one by one; who reads the environment and puts them together is config.py.

fields.py      the settings: type, default, and the sentence of what is accepted
types.py       what single settings accept, each with the check that a start makes
defaults.py    what they are where nobody says: found out about the machine, or made once and kept
"""
