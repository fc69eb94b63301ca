"""Who finds the passages? One protocol (:mod:`.base`), and the engines that keep it.

Articles and questions go in, ranked passages come out. The same contract tests run on every engine.
"""
