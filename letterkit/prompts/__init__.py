"""Asks the buyer about a case in a bare terminal, and ends with a complete case.

A front end that is given the means to ask and to tell, and a place to save every answer, so that
nothing typed is lost.
"""
