"""Competency questions: what the shipped graph answers, against what is read in the texts.

``test_cq_003_09_…`` holds question 003-09 of the list; the expected values are the text's.
"""
