<?php

namespace Acme\Names\Api;

interface NamesInterface
{
    /**
     * @param string $class
     * @param int $None
     * @param bool $async
     * @return \Acme\Names\Api\Data\OddInterface
     */
    public function import($class, $None = 0, $async = false);

    /**
     * @param string $self
     * @param string $options
     * @param \Acme\Names\Api\Data\OddInterface $odd
     * @return string
     */
    public function call($self, $options, \Acme\Names\Api\Data\OddInterface $odd);

    /**
     * @return string[]
     */
    public function list();

    /**
     * @return string
     */
    public function getURL();

    /**
     * @param string $fooBar
     * @param string $foo_bar
     * @return string
     */
    public function getUrl2($fooBar, $foo_bar = '');
}
