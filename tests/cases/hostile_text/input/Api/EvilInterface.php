<?php

namespace Acme\Evil\Api;

/**
 * Ends a docstring: \"\"\" and then """ import os; ends with a backslash \
 */
interface EvilInterface
{
    /**
     * {{ 7 * 7 }} {% for x in y %} {# no #} %(name)s ${x} `ticks` \N{BULLET} \x41 \u0041 ''' """
     *
     * Second paragraph with a quote at its very end: "
     *
     * @param string $id ends with a backslash \
     * @param string $note text with " and ' and # and """
     * @return \Acme\Evil\Api\Data\EvilInterface Text: "
     */
    public function get($id, $note = "a\"b'c\\d");
}
