<?php
namespace Acme\Depot\Api;

interface BaseInterface
{
    /**
     * From the base.
     *
     * @param int $number the number
     * @return string the text
     */
    public function inherited($number);

    /**
     * @return float
     */
    public function overridden();
}
